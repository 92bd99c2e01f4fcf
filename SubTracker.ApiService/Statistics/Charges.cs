using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Statistics;

/// <summary>
/// The charges of a subscription, through today as they were and from tomorrow on as they will be: occurrences at the price of their day,
/// the owner's share of it (money, rule 3). History and forecast both ask here.
/// </summary>
internal static class Charges
{
    public static IEnumerable<Charge> Between(Subscription subscription, DateOnly first, DateOnly last, DateOnly today) =>
        from day in Occurrences(subscription.Calendar, first, last, today)
        let price = subscription.PriceOn(day)
        select new Charge(subscription, day, price.Price * subscription.Mine, price.Currency);

    /// <summary>What nobody has renewed by hand was no charge; of what is to come, it is assumed that somebody will.</summary>
    private static IEnumerable<DateOnly> Occurrences(RenewalCalendar calendar, DateOnly first, DateOnly last, DateOnly today)
    {
        if (first <= today)
            foreach (var day in calendar.Charged(first, last < today ? last : today))
                yield return day;
        if (last > today)
            foreach (var day in calendar.Occurrences(first > today ? first : today.AddDays(1)).TakeWhile(day => day <= last))
                yield return day;
    }
}
