using SubTracker.ApiService.Storage.Sqlite;
using SubTracker.ApiService.Transfer;

namespace SubTracker.Tests.Storage;

public sealed class SqliteImportStoreTests : ImportStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteImportStoreTests() => Store = new SqliteImportStore(_engine.Database);

    private protected override IImportStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
