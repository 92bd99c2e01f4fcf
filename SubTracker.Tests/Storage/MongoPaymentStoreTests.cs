using SubTracker.ApiService.Subscriptions;

namespace SubTracker.Tests.Storage;

public sealed class MongoPaymentStoreTests(MongoEngine engine) : PaymentStoreContract, IClassFixture<MongoEngine>
{
    private protected override IPaymentStore Store { get; } = engine.EmptyStore<IPaymentStore>();
}
