using SubTracker.ApiService.Subscriptions;

namespace SubTracker.Tests.Storage;

public sealed class SqliteSubscriptionStoreTests : SubscriptionStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteSubscriptionStoreTests() => Store = _engine.Store<ISubscriptionStore>();

    private protected override ISubscriptionStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
