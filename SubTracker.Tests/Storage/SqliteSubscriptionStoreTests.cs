using SubTracker.ApiService.Storage.Sqlite;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.Tests.Storage;

public sealed class SqliteSubscriptionStoreTests : SubscriptionStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteSubscriptionStoreTests() => Store = new SqliteSubscriptionStore(_engine.Database);

    private protected override ISubscriptionStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
