using SubTracker.ApiService.Notifications;

namespace SubTracker.Tests.Storage;

public sealed class SqliteOutboxStoreTests : OutboxStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteOutboxStoreTests() => Store = _engine.Store<IOutboxStore>();

    private protected override IOutboxStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
