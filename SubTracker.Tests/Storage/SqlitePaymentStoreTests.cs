using SubTracker.ApiService.Storage.Sqlite;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.Tests.Storage;

public sealed class SqlitePaymentStoreTests : PaymentStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqlitePaymentStoreTests() => Store = new SqlitePaymentStore(_engine.Database);

    private protected override IPaymentStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
