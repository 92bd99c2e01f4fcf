using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Statistics;

/// <summary>
/// The charges of a subscription, through today as they were and from tomorrow on as they will be: occurrences at the price of their day,
/// the owner's share of it, and recorded payments in the place of occurrences (money, rule 3). History and forecast both ask here.
/// </summary>
internal static class Charges
{
    public static IEnumerable<Charge> Between(Subscription subscription, IEnumerable<Payment> payments, DateOnly first, DateOnly last, DateOnly today)
    {
        var replaced = new List<DateOnly>();
        foreach (var payment in payments)
        {
            if (payment.Status != PaymentStatus.Refunded && Replaced(subscription, payment.Date) is { } occurrence)
                replaced.Add(occurrence);
            if (payment.Date >= first && payment.Date <= last && Paid(payment) is var amount and not 0)
                yield return new(subscription, payment.Date, amount, payment.Currency);
        }
        foreach (var day in Occurrences(subscription.Calendar, first, last, today))
            if (!replaced.Remove(day) && subscription.PriceOn(day) is var price)
                yield return new(subscription, day, price.Price * subscription.Mine, price.Currency);
    }

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

    /// <summary>What a payment took from its owner; a failed or skipped one nothing, in the place of its occurrence.</summary>
    private static decimal Paid(Payment payment) => payment.Status switch
    {
        PaymentStatus.Paid => payment.Amount,
        PaymentStatus.Refunded => -payment.Amount,
        _ => 0,
    };

    /// <summary>
    /// The occurrence nearest to a payment, the earlier of two. One that is further away than half a cycle is not its own: the money was
    /// taken although the subscription had ended or was paused, and counts beside it.
    /// </summary>
    private static DateOnly? Replaced(Subscription subscription, DateOnly paidOn)
    {
        var cycle = subscription.TermOn(paidOn).Cycle;
        var reach = cycle.Frequency == Frequency.Once ? int.MaxValue : (((cycle.Months * 31) + cycle.Days) / 2) + 2;
        int Distance(DateOnly day) => Math.Abs(day.DayNumber - paidOn.DayNumber);
        DateOnly?[] nearby = [subscription.Calendar.Previous(paidOn), .. subscription.Calendar.Occurrences(paidOn).Take(1)];
        return nearby.Where(day => day is not null && Distance(day.Value) <= reach).MinBy(day => Distance(day!.Value));
    }
}
