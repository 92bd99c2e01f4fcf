using SubTracker.ApiService.Subscriptions;

namespace SubTracker.Tests.Storage;

public sealed class SqlitePaymentStoreTests : PaymentStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqlitePaymentStoreTests() => Store = _engine.Store<IPaymentStore>();

    private protected override IPaymentStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
