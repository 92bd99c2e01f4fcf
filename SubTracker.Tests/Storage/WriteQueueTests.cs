using Microsoft.Data.Sqlite;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.Tests.Storage;

/// <summary>Writes that wait for the disk at the same time are one transaction, and still each its own.</summary>
public sealed class WriteQueueTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("subtracker-writes-");
    private readonly ManualResetEventSlim _go = new();
    private readonly Database _database;

    public WriteQueueTests() => _database = new(_folder.FullName, [new("CREATE TABLE IF NOT EXISTS numbers (number INTEGER PRIMARY KEY)")]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_fails_is_undone_alone()
    {
        var first = Task.Run(() => _database.WriteAsync(_ => { _go.Wait(Token); return 0; }, Token), Token);
        var good = InsertAsync(1);
        var bad = _database.WriteAsync(connection =>
        {
            Insert(connection, 2);
            return Insert(connection, 1);
        }, Token);
        var last = InsertAsync(3);
        _go.Set();

        await Task.WhenAll(first, good, last);
        await Assert.ThrowsAsync<SqliteException>(() => bad);
        Assert.Equal([1, 3], await NumbersAsync());
    }

    [Fact]
    public async Task One_that_is_withdrawn_while_it_waits_is_not_written()
    {
        var begun = new TaskCompletionSource();
        var first = Task.Run(() => _database.WriteAsync(_ => { begun.SetResult(); _go.Wait(Token); return 0; }, Token), Token);
        await begun.Task;
        using var withdraw = new CancellationTokenSource();
        var withdrawn = _database.WriteAsync(connection => Insert(connection, 1), withdraw.Token);
        var last = InsertAsync(2);
        await withdraw.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);
        _go.Set();

        await Task.WhenAll(first, last);
        Assert.Equal([2], await NumbersAsync());
    }

    [Fact]
    public async Task Many_at_once_are_all_written()
    {
        await Task.WhenAll(Enumerable.Range(1, 500).Select(number => Task.Run(() => InsertAsync(number), Token)));
        Assert.Equal(Enumerable.Range(1, 500).Select(number => (long)number), await NumbersAsync());
    }

    public void Dispose()
    {
        _database.Dispose();
        _go.Dispose();
        _folder.Delete(recursive: true);
    }

    private Task<int> InsertAsync(int number) => _database.WriteAsync(connection => Insert(connection, number), Token);

    private static int Insert(SqliteConnection connection, int number) => Database.Run(connection, "INSERT INTO numbers VALUES ($number)", [("$number", number)]);

    private Task<IReadOnlyList<long>> NumbersAsync() => _database.QueryAsync("SELECT number FROM numbers ORDER BY number", [], row => row.GetInt64(0), Token);
}
