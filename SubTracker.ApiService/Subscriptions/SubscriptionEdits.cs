using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>What a request makes of a subscription; pure, so that create, replace, patch and preview are one.</summary>
internal static class SubscriptionEdits
{
    /// <summary>The stored form of <paramref name="request"/>; <paramref name="before"/> keeps what the server owns and what is past.</summary>
    public static Subscription ToSubscription(
        this SubscriptionRequest request, string id, string userId, DateTimeOffset now, DateOnly today, Subscription? before = null)
    {
        var terms = before is null ? [FirstTerm(request, today)] : before.Terms.Corrected(request, before.Calendar, today);
        return new Subscription
        {
            Id = id,
            UserId = userId,
            Name = request.Name.Trim(),
            Terms = terms,
            Prices = before is null
                ? [new(terms[0].StartDate, request.Price, request.Currency)]
                : before.Prices.FromStart(before.Terms[0].StartDate, terms[0].StartDate).Changed(request.Price, request.Currency, today),
            Pauses = before?.Pauses ?? [],
            EndDate = request.EndDate,
            Payments = request.Payments,
            NoticePeriod = request.NoticePeriod,
            Cancellation = before?.Cancellation,
            Category = request.Category.Trim(),
            Tags = [.. (request.Tags ?? []).Select(t => t.Trim()).Distinct()],
            PaymentMethod = request.PaymentMethod.Trim(),
            Url = string.IsNullOrEmpty(request.Url) ? null : request.Url,
            Notes = request.Notes,
            Share = request.Share is { } share ? share with { With = [.. (share.With ?? []).Select(name => name.Trim()).Distinct()] } : null,
            Reminders = request.Reminders ?? new ReminderSettings(),
            Version = (before?.Version ?? 0) + 1,
            CreatedAt = before?.CreatedAt ?? now,
            UpdatedAt = now,
            Plan = before?.Plan ?? new ReminderPlanState(0, PlanState.None),
        };
    }

    /// <summary>The request that would make this subscription today: what a merge patch is merged into.</summary>
    public static SubscriptionRequest ToRequest(this Subscription s, DateOnly today) => new(
        s.Name, s.PriceOn(today).Price, s.PriceOn(today).Currency, s.Term.Cycle.Frequency, s.Term.Cycle.Interval, s.Term.StartDate, RenewalDate: null,
        s.Term.Cycle.LastDayOfMonth, s.Term.Cycle.WeekendRule, s.EndDate, s.Payments, s.Term.TrialEndsOn, s.NoticePeriod,
        s.Category, s.Tags, s.PaymentMethod, s.Url, s.Notes, s.Reminders, s.Term.AutoRenew, s.Share);

    /// <summary>The request for another one like it.</summary>
    public static SubscriptionRequest ToCopy(this Subscription s, DateOnly today)
    {
        const string Copy = " (copy)";
        const int LongestName = 100;
        return s.ToRequest(today) with { Name = s.Name[..Math.Min(s.Name.Length, LongestName - Copy.Length)] + Copy };
    }

    /// <summary>Whether an edit moves a date, the status, a price that is announced or the reminder rules, so that what was planned no longer holds.</summary>
    public static bool ChangesPlan(this Subscription after, Subscription before, DateOnly today) =>
        !after.Rises().Where(rise => rise.From > today).SequenceEqual(before.Rises().Where(rise => rise.From > today))
        || !after.Terms.SequenceEqual(before.Terms)
        || !after.Pauses.SequenceEqual(before.Pauses)
        || (after.EndDate, after.Payments, after.NoticePeriod) != (before.EndDate, before.Payments, before.NoticePeriod)
        || after.Cancellation != before.Cancellation
        || after.Reminders.Enabled != before.Reminders.Enabled
        || after.Reminders.TimeOfDay != before.Reminders.TimeOfDay
        || !(after.Reminders.DaysBefore ?? []).SequenceEqual(before.Reminders.DaysBefore ?? [])
        || (after.Reminders.DaysBefore is null) != (before.Reminders.DaysBefore is null);

    /// <summary>The error of a renewal date that stands beside a start date and is none of its occurrences.</summary>
    public static Dictionary<string, string[]>? NoOccurrence(this SubscriptionRequest request) =>
        request is { StartDate: not null, RenewalDate: { } renewal }
        && request.ToSubscription("", "", default, default).Calendar.Occurrences(renewal).FirstOrDefault() != renewal
            ? new() { ["renewalDate"] = ["No renewal falls on this day; leave out renewalDate or startDate."] }
            : null;

    public static BillingCycle Cycle(this SubscriptionRequest request) =>
        new(request.Frequency, request.Interval, request.LastDayOfMonth, request.WeekendRule);

    private static Term FirstTerm(SubscriptionRequest request, DateOnly today)
    {
        var (cycle, start) = (request.Cycle(), request.StartDate ?? request.RenewalDate!.Value);
        return new(cycle, start, cycle.Occurrence(start, 0) > today, request.TrialEndsOn, request.AutoRenew);
    }
}
