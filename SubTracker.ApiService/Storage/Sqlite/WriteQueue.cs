using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace SubTracker.ApiService.Storage.Sqlite;

/// <summary>
/// Writes that wait for the one writer. Whoever gets its turn commits all of them in one transaction: a commit waits for the disk, and so does
/// whoever is between the provider's yes and the mark of a reminder.
/// </summary>
internal sealed class WriteQueue
{
    private const int AtOnce = 64;
    private const string Savepoint = "one";

    private readonly ConcurrentQueue<Write> _waiting = [];

    public Write<T> Add<T>(Func<SqliteConnection, T> write)
    {
        var added = new Write<T>(write);
        _waiting.Enqueue(added);
        return added;
    }

    /// <summary>One that fails is undone alone; where the transaction itself fails, all of it did.</summary>
    public void CommitWaiting(Func<SqliteConnection> open)
    {
        List<Write> begun = [];
        while (begun.Count < AtOnce && _waiting.TryDequeue(out var write))
            if (write.Begin())
                begun.Add(write);
        try
        {
            using var connection = open();
            using var transaction = connection.BeginTransaction();
            foreach (var write in begun)
                Perform(write, connection, transaction);
            transaction.Commit();
        }
        catch (Exception failure)
        {
            // A full disk ends the transaction, whichever of them it hit.
            begun.ForEach(write => write.Fail(failure));
        }
        begun.ForEach(write => write.Finish());
    }

    private static void Perform(Write write, SqliteConnection connection, SqliteTransaction transaction)
    {
        transaction.Save(Savepoint);
        if (!write.Perform(connection))
            transaction.Rollback(Savepoint);
        transaction.Release(Savepoint);
    }
}

internal abstract class Write
{
    private int _taken;

    /// <summary>Whether nobody has begun it, and nobody will.</summary>
    public bool Withdraw() => Interlocked.Exchange(ref _taken, 1) == 0;

    public bool Begin() => Withdraw();

    /// <summary><c>false</c> where it failed.</summary>
    public abstract bool Perform(SqliteConnection connection);

    public abstract void Fail(Exception failure);

    public abstract void Finish();
}

internal sealed class Write<T>(Func<SqliteConnection, T> write) : Write
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _failure;

    public Task<T> Result => _done.Task;

    public override bool Perform(SqliteConnection connection)
    {
        try
        {
            _result = write(connection);
            return true;
        }
        catch (Exception failure)
        {
            Fail(failure);
            return false;
        }
    }

    public override void Fail(Exception failure) => _failure ??= failure;

    public override void Finish()
    {
        if (_failure is null)
            _done.SetResult(_result!);
        else
            _done.SetException(_failure);
    }
}
