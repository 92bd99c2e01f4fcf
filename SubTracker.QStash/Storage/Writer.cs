using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SubTracker.QStash.Delivery;

namespace SubTracker.QStash.Storage;

/// <summary>
/// The one writer. Operations that wait together are committed together, so that one fsync serves many; a caller goes on when its
/// operation lies on the disk. An operation that throws takes back what it wrote and leaves the others alone.
/// </summary>
internal sealed class Writer : IDisposable
{
    private const int LargestGroup = 512;

    private readonly BlockingCollection<Operation> _waiting = [];
    private readonly Database _database;
    private readonly Doorbell _doorbell;
    private readonly Thread _thread;

    public Writer(QStashFile file, Doorbell doorbell)
    {
        _doorbell = doorbell;
        _database = file.Open();
        Schema.Prepare(_database);
        _thread = new Thread(Work) { IsBackground = true, Name = "QStash writer" };
        _thread.Start();
    }

    public Task<T> WriteAsync<T>(Func<Database, T> operation)
    {
        var waiting = new Operation<T>(operation);
        _waiting.Add(waiting);
        return waiting.Completion;
    }

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
