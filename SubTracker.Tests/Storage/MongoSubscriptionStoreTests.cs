using SubTracker.ApiService.Subscriptions;

namespace SubTracker.Tests.Storage;

public sealed class MongoSubscriptionStoreTests(MongoEngine engine) : SubscriptionStoreContract, IClassFixture<MongoEngine>
{
    private protected override ISubscriptionStore Store { get; } = engine.EmptyStore<ISubscriptionStore>();
}
