using System.IO.MemoryMappedFiles;

namespace SubTracker.Tests.Faults;

/// <summary>
/// Virtual time for a real process: real time plus the offset that a file holds, in ticks. Timers ask again every few milliseconds, so
/// that they go off when the file has moved the clock beyond them. The file is mapped: who serves requests asks for the time all the time.
/// </summary>
internal sealed class FileClock(string file) : TimeProvider
{
    private readonly MemoryMappedViewAccessor _offset = Map(file);

    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(20);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + new TimeSpan(_offset.ReadInt64(0));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new PollingTimer(this, callback, state, dueTime, period);

    /// <summary>Where the clock of what has its data in a folder is.</summary>
    public static string In(string folder) => Path.Combine(folder, "clock");

    /// <summary>Moves the clock to that far ahead of the real one.</summary>
    public static void Set(string file, TimeSpan offset)
    {
        using var mapped = Map(file);
        mapped.Write(0, offset.Ticks);
    }

    // All or nothing of the eight bytes is read: they lie together.
    private static MemoryMappedViewAccessor Map(string file)
    {
        using var mapped = MemoryMappedFile.CreateFromFile(file, FileMode.OpenOrCreate, mapName: null, sizeof(long));
        return mapped.CreateViewAccessor(0, sizeof(long));
    }

    private sealed class PollingTimer : ITimer
    {
        private readonly Lock _gate = new();
        private readonly FileClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _poll;
        private DateTimeOffset? _due;
        private TimeSpan _period;

        public PollingTimer(FileClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _poll = System.CreateTimer(_ => Ask(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
                _period = period;
            }
            return _due is null
                ? _poll.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)
                : _poll.Change(dueTime < s_poll ? dueTime : s_poll, s_poll);
        }

        public void Dispose() => _poll.Dispose();

        public ValueTask DisposeAsync() => _poll.DisposeAsync();

        private void Ask()
        {
            lock (_gate)
            {
                if (_due is not { } due || _clock.GetUtcNow() < due)
                    return;
                _due = _period > TimeSpan.Zero ? _clock.GetUtcNow() + _period : null;
                if (_due is null)
                    _poll.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
            _callback(_state);
        }
    }
}
