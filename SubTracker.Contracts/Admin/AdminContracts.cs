using System.ComponentModel.DataAnnotations;
using SubTracker.Contracts.Auth;
using SubTracker.Contracts.Reminders;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Users;

namespace SubTracker.Contracts.Admin;

/// <summary>How the installation is doing.</summary>
/// <param name="OldestOverdue">Since when the reminder that is furthest behind is due; <c>null</c> where none is late.</param>
/// <param name="CountedAt">A large installation is not counted anew each time that somebody looks.</param>
public sealed record AdminOverview(
    long Users, long Subscriptions, ReminderCounts Reminders, ReminderLag Lag, long FailuresOfTheLastDay, QueueDepth Queue,
    DateTimeOffset? OldestOverdue, DateTimeOffset CountedAt);

/// <summary>Reminders by what has become of them; the planned ones are the next of each subscription.</summary>
public sealed record ReminderCounts(long Planned, long Waiting, long Sent, long Failed, long Skipped, long Superseded);

/// <summary>From due to sent, in seconds, over what was sent on the last day; <c>null</c> where nothing was.</summary>
public sealed record ReminderLag(double? P50Seconds, double? P99Seconds, int Reminders);

/// <param name="Pending">Plans that are saved and not yet in the queue.</param>
/// <param name="Runs">Runs that lie in the queue.</param>
/// <param name="Retries">Reminders that failed or were put off, and come again.</param>
/// <param name="DeadLetters">Runs that failed for good; <c>null</c> where the queue does not answer.</param>
public sealed record QueueDepth(long Pending, long Runs, long Retries, int? DeadLetters);

/// <summary>A reminder with whose it is.</summary>
public sealed record AdminReminder(ReminderResponse Reminder, string UserId, string? UserEmail, string? SubscriptionName);

/// <param name="Id">With its <c>wfr_</c>.</param>
/// <param name="State"><c>RUN_STARTED</c>, <c>RUN_SUCCESS</c>, <c>RUN_FAILED</c> or <c>RUN_CANCELED</c>.</param>
public sealed record WorkflowRunResponse(
    string Id, string? Url, string? State, DateTimeOffset? CreatedAt, DateTimeOffset? CompletedAt, string? DeadLetterId,
    IReadOnlyList<WorkflowStepResponse> Steps);

public sealed record WorkflowStepResponse(string? Name, string? Type, string? State, string? Result, DateTimeOffset? CreatedAt);

public sealed record DeadLetterResponse(
    string Id, string? RunId, string? Url, DateTimeOffset? CreatedAt, int? Status, string? Answer);

/// <param name="RunId">The run that goes on or begins again; another one than before.</param>
public sealed record RevivedRun(string RunId);

/// <param name="Sender">Who mail comes from; <c>null</c> where it is as the server is configured.</param>
public sealed record InstallationSettings(
    bool RegistrationOpen = true,
    [property: StringLength(320, ErrorMessage = "The sender has at most 320 characters.")] string? Sender = null);

/// <param name="To">Where to; the administrator's own address where it is left out.</param>
public sealed record TestEmailRequest([property: Email] string? To = null);

/// <summary>What a test mail came to; the error is what the mail server said.</summary>
/// <param name="From">The sender it went out under.</param>
public sealed record TestEmailResult(string From, string To, bool Sent, string? Error = null);

/// <summary>The next twelve months of every plan on a virtual clock; nothing was sent.</summary>
/// <param name="Disagreements">The first hundred of what plan and ledger do not agree about.</param>
public sealed record DrillReport(
    DateTimeOffset From, DateTimeOffset Until, long Subscriptions, long Reminders, IReadOnlyList<DrillMonth> Months,
    IReadOnlyList<DrillCount> Kinds, long DisagreementsInAll, IReadOnlyList<DrillDisagreement> Disagreements);

/// <param name="Month">yyyy-MM, in UTC.</param>
public sealed record DrillMonth(string Month, long Reminders);

public sealed record DrillCount(ReminderKind Kind, long Reminders);

public sealed record DrillDisagreement(string SubscriptionId, string? ReminderId, string What);

/// <summary>What is absent stays as it is.</summary>
public sealed record UpdateAccountRequest(Role? Role = null, bool? Disabled = null);
