using SubTracker.ApiService.Transfer;

namespace SubTracker.Tests.Storage;

public sealed class SqliteImportStoreTests : ImportStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteImportStoreTests() => Store = _engine.Store<IImportStore>();

    private protected override IImportStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
