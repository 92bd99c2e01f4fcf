using System.Collections.Concurrent;

namespace SubTracker.QStash.Storage;

/// <summary>Connections for questions; they never wait for the writer.</summary>
internal sealed class Readers(QStashFile file) : IDisposable
{
    private readonly ConcurrentBag<Database> _idle = [];

    public T Read<T>(Func<Database, T> question)
    {
        if (!_idle.TryTake(out var database))
            database = file.Open();
        var answer = question(database);
        _idle.Add(database);
        return answer;
    }

    public void Dispose()
    {
        foreach (var database in _idle)
            database.Dispose();
    }
}
