namespace SubTracker.Contracts.Subscriptions;

/// <param name="RenewalDate">The next renewal, today included; <c>null</c> where none is left.</param>
/// <param name="EndsOn">The last day of a cancelled subscription.</param>
/// <param name="Version">Counts the owner's edits; the ETag.</param>
public sealed record SubscriptionResponse(
    string Id, string Name, decimal Price, string Currency,
    Frequency Frequency, int Interval, DateOnly StartDate, bool LastDayOfMonth, WeekendRule WeekendRule,
    DateOnly? RenewalDate, DateOnly? EndDate, int? Payments, DateOnly? TrialEndsOn, NoticePeriod? NoticePeriod, DateOnly? CancelBy,
    string Category, IReadOnlyList<string> Tags, string PaymentMethod, string? Url, string Notes,
    SubscriptionStatus Status, DateOnly? EndsOn, ReminderState Reminders,
    long Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>What holds now; <c>UsesDefaults</c> tells that both offsets and time are the user's defaults and follow them.</summary>
public sealed record ReminderState(bool Enabled, IReadOnlyList<int> DaysBefore, TimeOnly TimeOfDay, bool UsesDefaults);

/// <param name="WorkflowRunId">The run that will remind of the next renewal; <c>null</c> where nothing is to be reminded.</param>
public sealed record CreatedSubscription(SubscriptionResponse Subscription, string? WorkflowRunId);

public sealed record UpcomingRenewal(string SubscriptionId, string Name, DateOnly Date, decimal Price, string Currency);

public enum ReminderKind { Renewal, CancelBy, TrialEnding, PriceIncrease, PaymentOverdue, CancelledGuard, BudgetExceeded, Digest }

/// <param name="DueAt">The instant, UTC.</param>
/// <param name="LocalTime">The same on the user's wall clock, yyyy-MM-ddTHH:mm.</param>
public sealed record PlannedReminder(ReminderKind Kind, DateOnly Occurrence, DateTimeOffset DueAt, string LocalTime, int DaysBefore);

/// <summary>What a subscription would do if it were saved.</summary>
public sealed record PreviewResponse(
    IReadOnlyList<DateOnly> Renewals, DateOnly? CancelBy, IReadOnlyList<PlannedReminder> Reminders, decimal MonthlyCost, decimal YearlyCost);

/// <summary>The statuses, orders and words that a list is asked by; a page counts from 1.</summary>
public enum SubscriptionSort { RenewalDate, Name, Price, CreatedAt }

public enum SortOrder { Asc, Desc }

public static class Categories
{
    /// <summary>The usual eight; any other word is welcome too.</summary>
    public static IReadOnlyList<string> Usual { get; } =
        ["sports", "news", "entertainment", "lifestyle", "technology", "finance", "politics", "other"];
}
