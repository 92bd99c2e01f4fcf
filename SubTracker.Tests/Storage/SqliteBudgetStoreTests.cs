using SubTracker.ApiService.Statistics;

namespace SubTracker.Tests.Storage;

public sealed class SqliteBudgetStoreTests : BudgetStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteBudgetStoreTests() => Store = _engine.Store<IBudgetStore>();

    private protected override IBudgetStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
