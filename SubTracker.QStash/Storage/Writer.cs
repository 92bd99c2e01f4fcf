using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SubTracker.QStash.Delivery;

namespace SubTracker.QStash.Storage;

/// <summary>
/// The one writer. Operations that wait together are committed together, so that one fsync serves many; a caller goes on when its
/// operation lies on the disk. An operation that throws takes back what it wrote and leaves the others alone. What may be lost with
/// the power, since the next start would do it again, is committed without waiting for the disk; the next fsync takes it along.
/// </summary>
internal sealed class Writer : IDisposable
{
    private const int LargestGroup = 512;

    private readonly BlockingCollection<Operation> _waiting = [];
    private readonly Database _database;
    private readonly Doorbell _doorbell;
    private readonly Thread _thread;
    private bool _syncs = true;

    public Writer(QStashFile file, Doorbell doorbell)
    {
        _doorbell = doorbell;
        _database = file.Open();
        Schema.Prepare(_database);
        _thread = new Thread(Work) { IsBackground = true, Name = "QStash writer" };
        _thread.Start();
    }

    public Task<T> WriteAsync<T>(Func<Database, T> operation) => WriteAsync(operation, isDurable: true);

    /// <summary>For what the next start would do again, were it lost with the power. A killed process loses nothing of it.</summary>
    public Task<T> WriteLightlyAsync<T>(Func<Database, T> operation) => WriteAsync(operation, isDurable: false);

    public Task WriteAsync(Action<Database> operation) => WriteAsync(database =>
    {
        operation(database);
        return true;
    });

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _database.Dispose();
        _waiting.Dispose();
    }

    private Task<T> WriteAsync<T>(Func<Database, T> operation, bool isDurable)
    {
        var waiting = new Operation<T>(operation) { IsDurable = isDurable };
        _waiting.Add(waiting);
        return waiting.Completion;
    }

    private void Work()
    {
        var group = new List<Operation>();
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < LargestGroup && _waiting.TryTake(out var next))
                group.Add(next);
            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<Operation> group)
    {
        try
        {
            _database.HasNewWork = false;
            SyncOnCommit(group.Exists(operation => operation.IsDurable));
            _database.Execute("BEGIN IMMEDIATE");
            foreach (var operation in group)
                operation.Perform(_database);
            _database.Execute("COMMIT");
        }
        catch (SqliteException failure)
        {
            // The group is lost as a whole: disk full, file gone. Each caller hears of it, none believes to be safe.
            TryRollback();
            foreach (var operation in group)
                operation.Fail(failure);
            return;
        }

        if (_database.HasNewWork)
            _doorbell.Ring();
        foreach (var operation in group)
            operation.Confirm();
    }

    private void SyncOnCommit(bool syncs)
    {
        if (syncs != _syncs)
            _database.Execute($"PRAGMA synchronous = {(syncs ? "FULL" : "NORMAL")}");
        _syncs = syncs;
    }

    private void TryRollback()
    {
        try
        {
            _database.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // Nothing was open any more.
        }
    }
}
