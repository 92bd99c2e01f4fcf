using SubTracker.Contracts.Reminders;

namespace SubTracker.ApiService.Reminders;

/// <summary>What a claim found: the row is ours now, done with, held by somebody who may still be alive, or not to be tried yet.</summary>
internal enum ClaimResult { Ours, Done, Held, NotYet }

/// <summary>How a row of the ledger moves on; functions of values, so that every engine moves it alike.</summary>
internal static class LedgerTransitions
{
    /// <summary>Longer than any send may take; who finds a claim older than this may take it over.</summary>
    public static readonly TimeSpan ClaimHolds = TimeSpan.FromMinutes(2);

    public const string AcknowledgedReason = "acknowledged";

    private static readonly TimeSpan[] s_backOff =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6),
    ];

    /// <summary>Further ahead nothing waits that nobody has put off: what does, does so because the clock was set back.</summary>
    public static TimeSpan LongestBackOff => s_backOff[^1];

    /// <summary>The row as claimed by us at <paramref name="now"/>, or why it is not to be had; a changed row is to be written in either case.</summary>
    public static (ClaimResult Result, LedgerRow? Changed) Claim(this LedgerRow row, DateTimeOffset now) => row.State switch
    {
        LedgerState.Superseded => (ClaimResult.Ours, row.Claimed(now)),
        LedgerState.Snoozed when row.NextAttemptAt <= now => (ClaimResult.Ours, row.Claimed(now)),
        LedgerState.Failed when row.NextAttemptAt <= now || row.NextAttemptAt > now + LongestBackOff => (ClaimResult.Ours, row.Claimed(now)),
        LedgerState.Snoozed => (ClaimResult.NotYet, null),
        LedgerState.Failed => (row.NextAttemptAt is null ? ClaimResult.Done : ClaimResult.NotYet, null),
        LedgerState.Claimed when row.ClaimedUntil <= now => (ClaimResult.Ours, row.GivenUpByItsHolder().Claimed(now)),
        // Made before the clock was set back: it would hold for as long as that was.
        LedgerState.Claimed when row.ClaimedUntil > now + ClaimHolds => (ClaimResult.Held, row.Held(now)),
        LedgerState.Claimed => (ClaimResult.Held, null),
        _ => (ClaimResult.Done, null),
    };

    public static LedgerRow Claimed(this LedgerRow row, DateTimeOffset now) => row.Held(now) with
    {
        State = LedgerState.Claimed,
        Attempts = row.Attempts + 1,
        TraceId = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? row.TraceId,
    };

    /// <param name="detail">By what other way it went.</param>
    public static LedgerRow Sent(this LedgerRow row, DateTimeOffset at, bool late, string? detail = null) => row with
    {
        State = LedgerState.Sent,
        SentAt = row.State == LedgerState.Sent ? row.SentAt : at,
        Late = late,
        ClaimedUntil = null,
        NextAttemptAt = null,
        Reason = null,
        Requested = false,
        History = [.. row.History, new(at, AttemptOutcome.Sent, detail)],
    };

    /// <param name="retryAfter">What the provider asked for; never earlier than our own back-off.</param>
    /// <param name="wasTried">Whether anybody was asked at all: who was not makes no pause longer.</param>
    public static LedgerRow Failed(this LedgerRow row, DateTimeOffset at, string reason, TimeSpan? retryAfter = null, bool wasTried = true)
    {
        var attempts = wasTried ? row.Attempts : row.Attempts - 1;
        var pause = s_backOff[Math.Clamp(attempts - 1, 0, s_backOff.Length - 1)];
        return row with
        {
            State = LedgerState.Failed,
            Attempts = attempts,
            FailedAt = at,
            ClaimedUntil = null,
            NextAttemptAt = at + (retryAfter > pause ? retryAfter < LongestBackOff ? retryAfter : LongestBackOff : pause),
            Reason = reason,
            History = [.. row.History, new(at, AttemptOutcome.Failed, reason)],
        };
    }

    public static LedgerRow Skipped(this LedgerRow row, string reason) =>
        row with { State = LedgerState.Skipped, Reason = reason, ClaimedUntil = null, NextAttemptAt = null, Requested = false };

    /// <summary><c>null</c> where it was sent, is over, or somebody is at it. Whoever claimed it and died may have sent it, and no longer stands in the way.</summary>
    public static LedgerRow? SkippedUnlessHeld(this LedgerRow row, string reason, DateTimeOffset now) => row switch
    {
        { ComesAgain: true } or { State: LedgerState.Superseded } => row.Skipped(reason),
        { State: LedgerState.Claimed } when row.ClaimedUntil <= now => row.GivenUpByItsHolder().Skipped(reason),
        _ => null,
    };

    public static LedgerRow Acknowledged(this LedgerRow row, DateTimeOffset at) =>
        (row.ComesAgain ? row.Skipped(AcknowledgedReason) : row) with { AcknowledgedAt = row.AcknowledgedAt ?? at };

    /// <summary>To be said at <paramref name="at"/>; once more, and as another message, where it was said before.</summary>
    public static LedgerRow SaidAgain(this LedgerRow row, DateTimeOffset at, bool requested) => row with
    {
        State = LedgerState.Snoozed,
        DueAt = at,
        NextAttemptAt = at,
        ClaimedUntil = null,
        Reason = null,
        Requested = requested,
        Digest = null,
        AcknowledgedAt = null,
        Attempts = 0,
        Round = row.SentAt is null ? row.Round : row.Round + 1,
    };

    /// <summary>Put aside, to be told together with what else is due on that day.</summary>
    public static LedgerRow Gathered(this LedgerRow row, DateOnly day, DateTimeOffset until) => row with
    {
        State = LedgerState.Snoozed,
        Digest = day,
        NextAttemptAt = until,
        Attempts = 0,
    };

    /// <summary>Why its siblings are not to be said now.</summary>
    public static string? Stops(this LedgerRow row, DateTimeOffset now) => row switch
    {
        { AcknowledgedAt: not null } => AcknowledgedReason,
        { State: LedgerState.Snoozed, IsGathered: false, NextAttemptAt: { } until } when until > now => $"put off until {until:yyyy-MM-dd HH:mm} UTC",
        _ => null,
    };

    private static LedgerRow Held(this LedgerRow row, DateTimeOffset now) => row with { ClaimedUntil = now + ClaimHolds, NextAttemptAt = now + ClaimHolds };

    private static LedgerRow GivenUpByItsHolder(this LedgerRow row) => row with
    {
        History =
        [
            .. row.History,
            new(row.ClaimedUntil!.Value - ClaimHolds, AttemptOutcome.Unknown, "The process ended before it could write down what the provider said; sent again, it goes under the same message id."),
        ],
    };
}
