using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Reminders;

internal enum LedgerState { Claimed, Sent, Failed, Skipped }

/// <summary>The truth about sending one reminder over one channel. Its id is computed from exactly what makes it one and the same.</summary>
/// <param name="Id">Doubles as the stable part of the Message-ID.</param>
/// <param name="NextAttemptAt">When the reconciler tries it again: a failed row after its back-off, a claimed one when its claim ends.</param>
internal sealed record LedgerRow(
    string Id, string SubscriptionId, string UserId, ReminderKind Kind, DateOnly Renewal, int DaysBefore, string Channel,
    DateTimeOffset DueAt, LedgerState State, DateTimeOffset? ClaimedUntil = null, int Attempts = 0,
    DateTimeOffset? NextAttemptAt = null, DateTimeOffset? SentAt = null, bool Late = false, string? Reason = null)
{
    public const string Email = "email";

    public static LedgerRow For(string subscriptionId, string userId, DateOnly renewal, Moment moment, LedgerState state) => new(
        $"{subscriptionId}-renewal-{renewal:yyyyMMdd}-{moment.DaysBefore}-{Email}",
        subscriptionId, userId, ReminderKind.Renewal, renewal, moment.DaysBefore, Email, moment.DueAt, state);
}

/// <summary>What a claim found: the row is ours now, sent or skipped before, or held by somebody who may still be alive.</summary>
/// <param name="Attempts">How often it was tried before.</param>
internal sealed record Claim(ClaimResult Result, int Attempts = 0);

internal enum ClaimResult { Ours, Done, Held }
