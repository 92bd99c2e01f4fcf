using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Statistics;

/// <summary>The owner's share of what a subscription costs on average, at the price of a day and at today's rate; nothing is rounded.</summary>
/// <param name="Monthly">In the subscription's currency.</param>
/// <param name="ConvertedMonthly">In the user's; <c>null</c> without a rate.</param>
internal sealed record RunningCost(Subscription Of, string Currency, decimal Monthly, decimal? ConvertedMonthly, decimal? ConvertedYearly)
{
    public static RunningCost On(DateOnly day, Subscription subscription, Conversion conversion)
    {
        var (price, cycle) = (subscription.PriceOn(day), subscription.TermOn(day).Cycle);
        var (monthly, yearly) = (cycle.MonthlyOf(price.Price * subscription.Mine), cycle.YearlyOf(price.Price * subscription.Mine));
        return new(
            subscription, price.Currency, monthly,
            conversion.Convert(monthly, price.Currency, conversion.Today), conversion.Convert(yearly, price.Currency, conversion.Today));
    }
}
