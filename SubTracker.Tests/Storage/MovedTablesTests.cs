using SubTracker.ApiService.Storage.Migration;

namespace SubTracker.Tests.Storage;

public sealed class MovedTablesTests : IDisposable
{
    private readonly SqliteEngine _engine = new();

    [Fact]
    public async Task Every_table_is_moved_or_left_behind_for_a_reason()
    {
        var tables = await _engine.Database.QueryAsync(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", [], row => row.GetString(0),
            TestContext.Current.CancellationToken);
        Assert.Equal(tables.Order(), MovedTables.All(Some.Today).Select(table => table.Name).Concat(MovedTables.LeftBehind).Order());
    }

    public void Dispose() => _engine.Dispose();
}
