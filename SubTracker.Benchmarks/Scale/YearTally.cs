namespace SubTracker.Benchmarks.Scale;

/// <summary>How many reminders fall on each minute, and what they cost of the queue.</summary>
internal sealed class YearTally(DateTimeOffset now, DateTimeOffset until)
{
    /// <summary>One wakes the run up, one hands back what it did.</summary>
    private const int MessagesEach = 2;

    /// <summary>The longest delay of the queue's free plan; a longer sleep takes several messages.</summary>
    public static readonly TimeSpan ShortDelay = TimeSpan.FromDays(7);

    private readonly int[] _minutes = new int[(int)(until - now).TotalMinutes + 1];

    public long Subscriptions { get; private set; }

    public long Reminders { get; private set; }

    public long Messages { get; private set; }

    public long Hops { get; private set; }

    /// <summary>All moments of one subscription, in order; those of the same instant are one step.</summary>
    public void Add(IReadOnlyList<DateTimeOffset> due)
    {
        (Subscriptions, Reminders) = (Subscriptions + 1, Reminders + due.Count);
        var last = now;
        foreach (var at in due)
        {
            _minutes[(int)(at - now).TotalMinutes]++;
            if (at != last)
                (Messages, Hops) = (Messages + MessagesEach, Hops + Math.Max(0, (long)Math.Ceiling((at - last) / ShortDelay) - 1));
            last = at;
        }
    }

    public void Add(YearTally other)
    {
        (Subscriptions, Reminders, Messages, Hops) =
            (Subscriptions + other.Subscriptions, Reminders + other.Reminders, Messages + other.Messages, Hops + other.Hops);
        for (var i = 0; i < _minutes.Length; i++)
            _minutes[i] += other._minutes[i];
    }

    /// <summary>The stretch of so many minutes, from midnight UTC on, on which most falls.</summary>
    public (DateTimeOffset At, int Most) Busiest(int minutes)
    {
        var (at, most) = _minutes.Chunk(minutes).Select((stretch, index) => (index * minutes, stretch.Sum())).MaxBy(stretch => stretch.Item2);
        return (now.AddMinutes(at), most);
    }
}
