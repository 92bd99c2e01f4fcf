using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications;

/// <summary>
/// The circuit breaker's memory, shared by all replicas. After <see cref="Patience"/> failures in a row a channel pauses, ever longer;
/// the first message behind a pause tries it, alone.
/// </summary>
/// <param name="Version">Counts the changes, so that of two at one moment one is made on top of the other.</param>
internal sealed record ChannelHealth(
    int Failures = 0, string? LastError = null, DateTimeOffset? LastFailedAt = null, DateTimeOffset? PausedUntil = null, long Version = 0)
{
    public const int Patience = 3;

    /// <summary>How long the one who tries a paused channel has it to themselves; longer than any send may take.</summary>
    public static readonly TimeSpan TrialTakes = TimeSpan.FromMinutes(2);

    // As far apart as the attempts of a single reminder, so that a pause delays none of them.
    private static readonly TimeSpan[] s_pauses =
        [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6)];

    public static ChannelHealth Good { get; } = new();

    public bool HasFailed => Failures > 0;

    public ChannelState State(DateTimeOffset now) =>
        PausedUntil > now ? ChannelState.Paused : HasFailed ? ChannelState.Failing : ChannelState.Working;

    /// <summary>One more failure. What only the owner can mend pauses at once, and for long.</summary>
    public ChannelHealth Failed(ChannelException refused, DateTimeOffset now)
    {
        var failures = Failures + 1;
        var pause = refused.IsPermanent ? s_pauses[^1]
            : failures >= Patience ? s_pauses[Math.Min(failures - Patience, s_pauses.Length - 1)]
            : TimeSpan.Zero;
        if (refused.RetryAfter > pause)
            pause = refused.RetryAfter.Value;
        return new(failures, refused.Message, now, pause > TimeSpan.Zero ? now + pause : null, Version + 1);
    }

    /// <summary>Behind a pause somebody tries it; the others wait until that is known.</summary>
    public ChannelHealth Trying(DateTimeOffset now) => this with { PausedUntil = now + TrialTakes, Version = Version + 1 };

    public ChannelHealth Recovered() => Good with { Version = Version + 1 };
}
