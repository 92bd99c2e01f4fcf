using System.Text.Json.Serialization;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>A subscription as it is stored: one document, changed in one write.</summary>
internal sealed record Subscription
{
    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required string Name { get; init; }
    public required decimal Price { get; init; }
    public required string Currency { get; init; }
    public required BillingCycle Cycle { get; init; }
    public required DateOnly StartDate { get; init; }

    /// <summary>Whether the start is the first renewal; decided once, on the day the start is set (rule 4).</summary>
    public required bool StartRenews { get; init; }

    public DateOnly? EndDate { get; init; }
    public int? Payments { get; init; }
    public DateOnly? TrialEndsOn { get; init; }
    public NoticePeriod? NoticePeriod { get; init; }
    public Cancellation? Cancellation { get; init; }
    public string Category { get; init; } = "other";
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string PaymentMethod { get; init; } = "";
    public string? Url { get; init; }
    public string Notes { get; init; } = "";
    public ReminderSettings Reminders { get; init; } = new();
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What is to be reminded of next; lives in columns of its own, since runs move it on without touching the rest.</summary>
    [JsonIgnore]
    public ReminderPlanState Plan { get; init; } = new(0, PlanState.None);

    [JsonIgnore]
    public RenewalCalendar Calendar => new(
        Cycle,
        TrialEndsOn ?? StartDate,
        AnchorIsExact: TrialEndsOn is not null,
        FirstRenewal: StartRenews || TrialEndsOn is not null ? 0 : 1,
        Cancellation is { EndsOn: var endsOn } && (EndDate is null || endsOn < EndDate) ? endsOn : EndDate,
        Payments);

    /// <summary>The next renewal seen from <paramref name="today"/>; none once it is cancelled, even for the day itself.</summary>
    public DateOnly? RenewsOn(DateOnly today) => Cancellation is null ? Calendar.Next(today) : null;

    public SubscriptionStatus Status(DateOnly today)
    {
        if (Cancellation is { } cancellation && (cancellation.Effective == CancelEffective.Now || today > cancellation.EndsOn))
            return SubscriptionStatus.Cancelled;
        if (Cancellation is null && Calendar.Next(today) is null)
            return SubscriptionStatus.Expired;
        return TrialEndsOn >= today ? SubscriptionStatus.Trial : SubscriptionStatus.Active;
    }

    /// <summary>The last day on which status and next renewal, as stored beside the document, still hold; <c>null</c> where they hold for good.</summary>
    public DateOnly? HoldsThrough(DateOnly today) =>
        Cancellation is { } cancellation
            ? Status(today) == SubscriptionStatus.Cancelled ? null : cancellation.EndsOn
            : RenewsOn(today);

    /// <summary>The first (renewal − notice period) today or later (rule 8).</summary>
    public DateOnly? CancelBy(DateOnly today)
    {
        if (NoticePeriod is not { } notice || Cancellation is not null)
            return null;
        foreach (var renewal in Calendar.Renewals(today))
            if (notice.Before(renewal) is { } deadline && deadline >= today)
                return deadline;
        return null;
    }

    public SubscriptionResponse ToResponse(User user, DateOnly today) => new(
        Id, Name, Price, Currency, Cycle.Frequency, Cycle.Interval, StartDate, Cycle.LastDayOfMonth, Cycle.WeekendRule,
        RenewsOn(today), EndDate, Payments, TrialEndsOn, NoticePeriod, CancelBy(today),
        Category, Tags, PaymentMethod, Url, Notes,
        Status(today), Cancellation?.EndsOn,
        new ReminderState(
            Reminders.Enabled, Reminders.DaysBefore ?? user.Reminders.DaysBefore, Reminders.TimeOfDay ?? user.Reminders.TimeOfDay,
            UsesDefaults: Reminders.DaysBefore is null && Reminders.TimeOfDay is null),
        Version, CreatedAt, UpdatedAt);
}

/// <param name="EndsOn">The last day; nothing is charged after it.</param>
internal sealed record Cancellation(CancelEffective Effective, DateOnly EndsOn);
