using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Transfer;

/// <summary>A subscription in our JSON export: the body that would make it, and everything that has become of it.</summary>
internal sealed record ExportedSubscription(
    string Id, string Name, decimal Price, string Currency, Frequency Frequency, int Interval, DateOnly StartDate, bool LastDayOfMonth,
    WeekendRule WeekendRule, DateOnly? EndDate, int? Payments, DateOnly? TrialEndsOn, NoticePeriod? NoticePeriod, bool AutoRenew,
    string Category, IReadOnlyList<string> Tags, string PaymentMethod, string? Url, string Notes, ReminderSettings Reminders, Share? Share,
    SubscriptionStatus Status, DateOnly? RenewalDate, DateTimeOffset CreatedAt, SubscriptionHistory History)
{
    public static ExportedSubscription Of(Subscription s, IEnumerable<Payment> payments, DateOnly today)
    {
        var (term, price) = (s.Term, s.PriceOn(today));
        return new(
            s.Id, s.Name, price.Price, price.Currency, term.Cycle.Frequency, term.Cycle.Interval, term.StartDate, term.Cycle.LastDayOfMonth,
            term.Cycle.WeekendRule, s.EndDate, s.Payments, term.TrialEndsOn, s.NoticePeriod, term.AutoRenew,
            s.Category, s.Tags, s.PaymentMethod, s.Url, s.Notes, s.Reminders, s.Share,
            s.Status(today), s.RenewsOn(today), s.CreatedAt,
            new(s.Terms, s.Prices, s.Pauses, s.Cancellation, [.. payments.Select(p => p.ToRequest())], IsComplete: true));
    }
}
