using SubTracker.Benchmarks.Load;

namespace SubTracker.Benchmarks.QStash;

/// <summary>A destination that counts, and can be waited for.</summary>
internal sealed class Arrivals : IDisposable
{
    private readonly Destination _destination;
    private readonly Action<string> _arrived;
    private int _count;
    private int _awaited = int.MaxValue;
    private TaskCompletionSource _reached = new();

    public Arrivals(Action<string>? arrived = null)
    {
        _arrived = arrived ?? (_ => { });
        _destination = new Destination(Arrived);
    }

    public string Url => _destination.Url;

    public int Count => Volatile.Read(ref _count);

    public void Clear() => Volatile.Write(ref _count, 0);

    public Task WaitAsync(int count, CancellationToken cancellationToken)
    {
        _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _awaited, count);
        if (Count >= count)
            _reached.TrySetResult();
        return _reached.Task.WaitAsync(cancellationToken);
    }

    public void Dispose() => _destination.Dispose();

    private void Arrived(string target)
    {
        _arrived(target);
        if (Interlocked.Increment(ref _count) >= Volatile.Read(ref _awaited))
            _reached.TrySetResult();
    }
}
