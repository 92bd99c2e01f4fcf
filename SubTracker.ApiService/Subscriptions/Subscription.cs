using System.Text.Json.Serialization;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>A subscription as it is stored: one document, changed in one write.</summary>
internal sealed record Subscription
{
    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required string Name { get; init; }

    /// <summary>By day, at least one; the last is the current one.</summary>
    public IReadOnlyList<Term> Terms { get; init; } = [];

    /// <summary>By day, at least one, no two from the same day.</summary>
    public IReadOnlyList<PricePoint> Prices { get; init; } = [];

    /// <summary>By day, apart from each other.</summary>
    public IReadOnlyList<PausePeriod> Pauses { get; init; } = [];

    public DateOnly? EndDate { get; init; }
    public int? Payments { get; init; }
    public NoticePeriod? NoticePeriod { get; init; }
    public Cancellation? Cancellation { get; init; }
    public string Category { get; init; } = "other";
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string PaymentMethod { get; init; } = "";
    public string? Url { get; init; }
    public string Notes { get; init; } = "";
    public Share? Share { get; init; }
    public ReminderSettings Reminders { get; init; } = new();
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What is to be reminded of next; lives in columns of its own, since runs move it on without touching the rest.</summary>
    [JsonIgnore]
    public ReminderPlanState Plan { get; init; } = new(0, PlanState.None);

    /// <summary>The current term.</summary>
    [JsonIgnore]
    public Term Term => Terms[^1];

    [JsonIgnore]
    public RenewalCalendar Calendar => new(
        Terms, Pauses,
        Cancellation is { EndsOn: var endsOn } && (EndDate is null || endsOn < EndDate) ? endsOn : EndDate,
        Payments);

    /// <summary>The day it would have been charged next by itself had it not been cancelled: the day to ask whether money was taken all the same.</summary>
    [JsonIgnore]
    public DateOnly? WouldHaveRenewedOn =>
        Cancellation is { } cancellation && Term.AutoRenew ? (this with { Cancellation = null }).Calendar.Next(cancellation.EndsOn.AddDays(1)) : null;

    /// <summary>The part of every charge that is the user's own.</summary>
    [JsonIgnore]
    public decimal Mine => Share?.Mine ?? 1;

    /// <summary>The term that answers a day.</summary>
    public Term TermOn(DateOnly day) => Terms.LastOrDefault(t => t.Since <= day) ?? Terms[0];

    public PricePoint PriceOn(DateOnly day) => Prices.On(day);

    /// <summary>The user's part of what a charge on a day costs.</summary>
    public decimal MyShareOn(DateOnly day) => Iso4217.Round(PriceOn(day).Price * Mine, PriceOn(day).Currency);

    public PausePeriod? PauseOn(DateOnly day) => Pauses.FirstOrDefault(p => p.Contains(day));

    /// <summary>The next renewal seen from <paramref name="today"/>; none once it is cancelled, even for the day itself.</summary>
    public DateOnly? RenewsOn(DateOnly today) => Cancellation is null ? Calendar.Next(today) : null;

    /// <summary>Nobody has renewed it on its day (rule 14).</summary>
    public bool IsOverdue(DateOnly today) => RenewsOn(today) < today;

    public SubscriptionStatus Status(DateOnly today)
    {
        if (Cancellation is { } cancellation && (cancellation.Effective == CancelEffective.Now || today > cancellation.EndsOn))
            return SubscriptionStatus.Cancelled;
        if (PauseOn(today) is not null && !(EndDate < today))
            return SubscriptionStatus.Paused;
        if (Cancellation is null && Calendar.Next(today) is null)
            return SubscriptionStatus.Expired;
        return Term.TrialEndsOn >= today ? SubscriptionStatus.Trial : SubscriptionStatus.Active;
    }

    /// <summary>The last day on which status, next renewal and price, as stored beside the document, still hold; <c>null</c> where they hold for good.</summary>
    public DateOnly? HoldsThrough(DateOnly today)
    {
        DateOnly?[] lastDays =
        [
            RenewsOn(today),
            Term.TrialEndsOn,
            Cancellation?.EndsOn,
            EndDate,
            PauseOn(today)?.Until?.AddDays(-1),
            Prices.After(today)?.From.AddDays(-1),
        ];
        return lastDays.Where(day => day >= today).Min();
    }

    /// <summary>The first (renewal − notice period) today or later (rule 8).</summary>
    public DateOnly? CancelBy(DateOnly today) =>
        NoticePeriod is { } notice && Cancellation is null
            ? Calendar.Renewals(notice.EarliestRenewal(today)).Select(notice.Before).FirstOrDefault(deadline => deadline >= today)
            : null;

    public SubscriptionResponse ToResponse(User user, DateOnly today) => new(
        Id, Name, PriceOn(today).Price, PriceOn(today).Currency,
        Term.Cycle.Frequency, Term.Cycle.Interval, Term.StartDate, Term.Cycle.LastDayOfMonth, Term.Cycle.WeekendRule,
        RenewsOn(today), Term.AutoRenew, IsOverdue(today),
        EndDate, Payments, Term.TrialEndsOn, NoticePeriod, CancelBy(today),
        Category, Tags, PaymentMethod, Url, Notes,
        Status(today), Cancellation?.EndsOn, PauseOn(today)?.Until, Pauses,
        Prices, [.. this.Rises()], Share,
        new ReminderState(
            Reminders.Enabled, Reminders.DaysBefore ?? user.Reminders.DaysBefore, Reminders.TimeOfDay ?? user.Reminders.TimeOfDay,
            UsesDefaults: Reminders.DaysBefore is null && Reminders.TimeOfDay is null, Reminders.Channels),
        Version, CreatedAt, UpdatedAt);
}

/// <param name="EndsOn">The last day; nothing is charged after it.</param>
internal sealed record Cancellation(CancelEffective Effective, DateOnly EndsOn);
