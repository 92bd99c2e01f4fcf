using SubTracker.ApiService.Currencies;

namespace SubTracker.Tests.Storage;

public sealed class MongoRateStoreTests(MongoEngine engine) : RateStoreContract, IClassFixture<MongoEngine>
{
    private protected override IRateStore Store { get; } = engine.EmptyStore<IRateStore>();
}
