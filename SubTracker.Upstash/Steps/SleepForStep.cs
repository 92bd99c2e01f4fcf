using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>A pause of given length, in hops of at most <paramref name="cap"/>; how much has been slept is what the history says.</summary>
internal sealed class SleepForStep(string name, TimeSpan duration, TimeSpan? cap) : Step<Nothing>(name, "SleepFor")
{
    private long _remaining = (long)Math.Ceiling(Math.Max(0, duration.TotalSeconds));

    public override PlannedStep Plan(DateTimeOffset now)
    {
        var seconds = cap is { } longest ? Math.Min(_remaining, (long)longest.TotalSeconds) : _remaining;
        return new PlannedStep(Blank with { SleepFor = JsonSerializer.SerializeToElement(seconds) }, Delay: $"{seconds}s");
    }

    public override Task<Submission> ExecuteAsync(PlannedStep slot, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.FromResult<Submission>(new Append(slot));

    public override bool Complete(StepRecord record)
    {
        _remaining -= cap is null ? _remaining : Durations.Seconds(record.SleepFor) ?? _remaining;
        return _remaining <= 0 && base.Complete(record);
    }

    protected override Nothing Read(StepRecord record) => default;
}
