using SubTracker.ApiService.Platform;

namespace SubTracker.Tests.Storage;

public sealed class MongoIdempotencyStoreTests(MongoEngine engine) : IdempotencyStoreContract, IClassFixture<MongoEngine>
{
    private protected override IIdempotencyStore Store { get; } = engine.EmptyStore<IIdempotencyStore>();
}
