using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Contracts.Reminders;

/// <summary>What has become of a reminder, or will: planned lies ahead, waiting is due and under way or put off.</summary>
public enum ReminderStatus { Planned, Waiting, Sent, Failed, Skipped, Superseded }

/// <summary>How an attempt ended; unknown where the process died before it could write down what the provider said.</summary>
public enum AttemptOutcome { Sent, Failed, Unknown }

public sealed record ReminderAttempt(DateTimeOffset At, AttemptOutcome Outcome, string? Detail = null);

/// <summary>One reminder over one channel, as the timeline of its subscription shows it.</summary>
/// <param name="SubscriptionId"><c>null</c> where it speaks of no one subscription: a digest, a budget.</param>
/// <param name="Occurrence">The day that it speaks of: the renewal, the last day to cancel, the end of the trial, …</param>
/// <param name="DaysBefore">How many days before that day it is due; negative behind it.</param>
/// <param name="Channel">The channel's id; <c>email</c> for the mail to the address of the account.</param>
/// <param name="Reason">Why it was skipped, superseded or failed.</param>
/// <param name="NextAttemptAt">When it is tried again, or said once more after it was put off.</param>
/// <param name="TraceId">Finds the telemetry of the last attempt.</param>
public sealed record ReminderResponse(
    string Id, string? SubscriptionId, ReminderKind Kind, DateOnly Occurrence, int DaysBefore, DateTimeOffset DueAt,
    string Channel, string ChannelName, ReminderStatus State, string? Reason, bool Late,
    DateTimeOffset? SentAt, DateTimeOffset? NextAttemptAt, DateTimeOffset? AcknowledgedAt,
    IReadOnlyList<ReminderAttempt> Attempts, string? TraceId);

/// <param name="Until">When the reminder is said again; in the future, at most 30 days ahead.</param>
public sealed record SnoozeRequest(DateTimeOffset Until);

/// <summary>What a link of a message does, or did.</summary>
/// <param name="Act"><c>acknowledge</c>, <c>snooze</c>, <c>cancelled</c> or <c>unsubscribe</c>.</param>
public sealed record LinkResponse(string Act, string ReminderId, string Name, DateOnly Occurrence, DateTimeOffset ExpiresAt, bool Done);
