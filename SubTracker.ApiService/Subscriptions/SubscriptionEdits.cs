using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>What a request makes of a subscription; pure, so that create, replace, patch and preview are one.</summary>
internal static class SubscriptionEdits
{
    /// <summary>The stored form of <paramref name="request"/>; <paramref name="before"/> keeps what the server owns.</summary>
    public static Subscription ToSubscription(
        this SubscriptionRequest request, string id, string userId, DateTimeOffset now, DateOnly today, Subscription? before = null)
    {
        var cycle = new BillingCycle(request.Frequency, request.Interval, request.LastDayOfMonth, request.WeekendRule);
        var start = request.StartDate ?? request.RenewalDate!.Value;
        return new Subscription
        {
            Id = id,
            UserId = userId,
            Name = request.Name.Trim(),
            Price = request.Price,
            Currency = request.Currency,
            Cycle = cycle,
            StartDate = start,
            StartRenews = before?.StartDate == start ? before.StartRenews : cycle.Occurrence(start, 0) > today,
            EndDate = request.EndDate,
            Payments = request.Payments,
            TrialEndsOn = request.TrialEndsOn,
            NoticePeriod = request.NoticePeriod,
            Cancellation = before?.Cancellation,
            Category = request.Category.Trim(),
            Tags = [.. (request.Tags ?? []).Select(t => t.Trim()).Distinct()],
            PaymentMethod = request.PaymentMethod.Trim(),
            Url = string.IsNullOrEmpty(request.Url) ? null : request.Url,
            Notes = request.Notes,
            Reminders = request.Reminders ?? new ReminderSettings(),
            Version = (before?.Version ?? 0) + 1,
            CreatedAt = before?.CreatedAt ?? now,
            UpdatedAt = now,
            Plan = before?.Plan ?? new ReminderPlanState(0, PlanState.None),
        };
    }

    /// <summary>The request that would make this subscription: what a merge patch is merged into.</summary>
    public static SubscriptionRequest ToRequest(this Subscription s) => new(
        s.Name, s.Price, s.Currency, s.Cycle.Frequency, s.Cycle.Interval, s.StartDate, RenewalDate: null,
        s.Cycle.LastDayOfMonth, s.Cycle.WeekendRule, s.EndDate, s.Payments, s.TrialEndsOn, s.NoticePeriod,
        s.Category, s.Tags, s.PaymentMethod, s.Url, s.Notes, s.Reminders);

    /// <summary>Whether an edit moves a date, the status or the reminder rules, so that what was planned no longer holds.</summary>
    public static bool ChangesPlan(this Subscription after, Subscription before) =>
        after.Calendar != before.Calendar
        || (after.Cancellation is null) != (before.Cancellation is null)
        || after.Reminders.Enabled != before.Reminders.Enabled
        || after.Reminders.TimeOfDay != before.Reminders.TimeOfDay
        || !(after.Reminders.DaysBefore ?? []).SequenceEqual(before.Reminders.DaysBefore ?? [])
        || (after.Reminders.DaysBefore is null) != (before.Reminders.DaysBefore is null);

    /// <summary>Ends it with the period paid for or today (rule 13); <c>null</c> where there is nothing to change.</summary>
    public static Subscription? Cancelled(this Subscription s, CancelEffective effective, DateTimeOffset now, DateOnly today)
    {
        if (s.Status(today) is SubscriptionStatus.Cancelled or SubscriptionStatus.Expired || s.Cancellation?.Effective == effective)
            return null;
        var endsOn = effective == CancelEffective.Now ? today : s.Calendar.Next(today)!.Value.AddDays(-1);
        return s with { Cancellation = new(effective, endsOn), Version = s.Version + 1, UpdatedAt = now };
    }

    /// <summary>The error of a renewal date that stands beside a start date and is none of its occurrences.</summary>
    public static Dictionary<string, string[]>? NoOccurrence(this SubscriptionRequest request) =>
        request is { StartDate: not null, RenewalDate: { } renewal }
        && request.ToSubscription("", "", default, default).Calendar.Occurrences(renewal).FirstOrDefault() != renewal
            ? new() { ["renewalDate"] = ["No renewal falls on this day; leave out renewalDate or startDate."] }
            : null;
}
