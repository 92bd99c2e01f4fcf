namespace SubTracker.Upstash;

/// <summary>
/// A pause until a moment, in hops of at most <paramref name="cap"/>. The clock is read only when a hop is submitted; whether
/// another one follows is decided by the moment that the recorded one slept until.
/// </summary>
internal sealed class SleepUntilStep(string name, DateTimeOffset until, TimeSpan? cap) : Step<Nothing>(name, "SleepUntil")
{
    private readonly long _target = Durations.UnixSeconds(until);

    public override PlannedStep Plan(DateTimeOffset now)
    {
        var moment = cap is { } longest ? Math.Min(_target, (now + longest).ToUnixTimeSeconds()) : _target;
        return new PlannedStep(Blank with { SleepUntil = moment }, NotBefore: moment);
    }

    public override Task<Submission> ExecuteAsync(PlannedStep slot, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.FromResult<Submission>(new Append(slot));

    public override bool Complete(StepRecord record) =>
        !(cap is not null && record.SleepUntil < _target) && base.Complete(record);

    protected override Nothing Read(StepRecord record) => default;
}
