using SubTracker.ApiService.Currencies;

namespace SubTracker.Tests.Storage;

public sealed class MongoOwnRateStoreTests(MongoEngine engine) : OwnRateStoreContract, IClassFixture<MongoEngine>
{
    private protected override IOwnRateStore Store { get; } = engine.EmptyStore<IOwnRateStore>();
}
