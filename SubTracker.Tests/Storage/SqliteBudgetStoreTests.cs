using SubTracker.ApiService.Statistics;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.Tests.Storage;

public sealed class SqliteBudgetStoreTests : BudgetStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteBudgetStoreTests() => Store = new SqliteBudgetStore(_engine.Database);

    private protected override IBudgetStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
