using SubTracker.Contracts.Currencies;

namespace SubTracker.Contracts.Subscriptions;

/// <param name="Price">What it costs today; before its first price holds, what it will.</param>
/// <param name="StartDate">The day that the current term counts from.</param>
/// <param name="RenewalDate">
/// The next renewal, today included; without <c>AutoRenew</c> the first that nobody has renewed, also when past; <c>null</c> where none is left.
/// </param>
/// <param name="Overdue">The renewal date has passed, and it was not renewed.</param>
/// <param name="EndsOn">The last day of a cancelled subscription.</param>
/// <param name="PausedUntil">The day it resumes by itself; <c>null</c> also where it waits to be resumed.</param>
/// <param name="Pauses">Past ones too; <c>Until</c> is the day it resumed or will.</param>
/// <param name="Prices">Past, current and scheduled, by day.</param>
/// <param name="PriceIncreases">Where one price is higher than the one before it in the same currency.</param>
/// <param name="Version">Counts the owner's edits; the ETag.</param>
public sealed record SubscriptionResponse(
    string Id, string Name, decimal Price, string Currency,
    Frequency Frequency, int Interval, DateOnly StartDate, bool LastDayOfMonth, WeekendRule WeekendRule,
    DateOnly? RenewalDate, bool AutoRenew, bool Overdue,
    DateOnly? EndDate, int? Payments, DateOnly? TrialEndsOn, NoticePeriod? NoticePeriod, DateOnly? CancelBy,
    string Category, IReadOnlyList<string> Tags, string PaymentMethod, string? Url, string Notes,
    SubscriptionStatus Status, DateOnly? EndsOn, DateOnly? PausedUntil, IReadOnlyList<PausePeriod> Pauses,
    IReadOnlyList<PricePoint> Prices, IReadOnlyList<PriceRise> PriceIncreases, Share? Share, ReminderState Reminders,
    long Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>Days on which nothing is charged.</summary>
/// <param name="From">The first of them.</param>
/// <param name="Until">The day behind the last one; <c>null</c> while nobody knows.</param>
public sealed record PausePeriod(DateOnly From, DateOnly? Until = null)
{
    public bool Contains(DateOnly day) => day >= From && (Until is null || day < Until);
}

/// <summary>What holds now; <c>UsesDefaults</c> tells that both offsets and time are the user's defaults and follow them.</summary>
public sealed record ReminderState(bool Enabled, IReadOnlyList<int> DaysBefore, TimeOnly TimeOfDay, bool UsesDefaults, IReadOnlyList<string>? Channels = null);

/// <param name="WorkflowRunId">The run that will remind of the next renewal; <c>null</c> where nothing is to be reminded.</param>
public sealed record CreatedSubscription(SubscriptionResponse Subscription, string? WorkflowRunId);

/// <param name="Price">What the whole costs on that day.</param>
/// <param name="MyShare">The user's part of it.</param>
/// <param name="Converted">The user's part in the user's currency, at today's rate; <c>null</c> without a rate.</param>
public sealed record UpcomingRenewal(
    string SubscriptionId, string Name, DateOnly Date, decimal Price, string Currency, decimal MyShare, ConvertedAmount? Converted = null);

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
