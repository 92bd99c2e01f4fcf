using SubTracker.ApiService.Notifications;

namespace SubTracker.Tests.Storage;

public sealed class MongoOutboxStoreTests(MongoEngine engine) : OutboxStoreContract, IClassFixture<MongoEngine>
{
    private protected override IOutboxStore Store { get; } = engine.EmptyStore<IOutboxStore>();
}
