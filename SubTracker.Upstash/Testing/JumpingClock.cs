namespace SubTracker.Upstash.Testing;

/// <summary>A clock that stands still until it is put to another moment.</summary>
internal sealed class JumpingClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void JumpTo(DateTimeOffset moment) => _now = moment.ToUniversalTime();
}
