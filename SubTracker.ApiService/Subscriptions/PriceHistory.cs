using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>What a subscription costs when: functions of its price points, which lie by day and are at least one.</summary>
internal static class PriceHistory
{
    /// <summary>The price that holds on a day; before the first day, the first (rule 10).</summary>
    public static PricePoint On(this IReadOnlyList<PricePoint> prices, DateOnly day)
    {
        for (var i = prices.Count - 1; i > 0; i--)
            if (prices[i].From <= day)
                return prices[i];
        return prices[0];
    }

    /// <summary>The first price that holds only after <paramref name="day"/>.</summary>
    public static PricePoint? After(this IReadOnlyList<PricePoint> prices, DateOnly day) => prices.FirstOrDefault(p => p.From > day);

    /// <summary>The same with <paramref name="point"/> in it, in place of the one from the same day.</summary>
    public static IReadOnlyList<PricePoint> With(this IReadOnlyList<PricePoint> prices, PricePoint point) =>
        [.. prices.Where(p => p.From != point.From).Append(point).OrderBy(p => p.From)];

    /// <summary>The same with another price from <paramref name="today"/> on; the past stays, and so does what is scheduled.</summary>
    public static IReadOnlyList<PricePoint> Changed(this IReadOnlyList<PricePoint> prices, decimal price, string currency, DateOnly today)
    {
        var now = prices.On(today);
        if (now.Price == price && now.Currency == currency)
            return prices;
        // Not begun yet: what is written is the first price.
        if (today < prices[0].From)
            return prices.With(prices[0] with { Price = price, Currency = currency });
        var before = prices.LastOrDefault(p => p.From < today);
        return before is not null && before.Price == price && before.Currency == currency
            ? [.. prices.Where(p => p.From != today)]
            : prices.With(new(today, price, currency));
    }

    /// <summary>The same where the start was corrected: the first price goes along with it, as far as the second allows.</summary>
    public static IReadOnlyList<PricePoint> FromStart(this IReadOnlyList<PricePoint> prices, DateOnly before, DateOnly after) =>
        prices[0].From == before && (prices.Count == 1 || after < prices[1].From)
            ? [prices[0] with { From = after }, .. prices.Skip(1)]
            : prices;

    /// <summary>Where a price is higher than the one before it, by day.</summary>
    public static IEnumerable<PriceRise> Rises(this Subscription subscription)
    {
        foreach (var (before, after) in subscription.Prices.Zip(subscription.Prices.Skip(1)))
            if (before.Currency == after.Currency && before.Price < after.Price)
                yield return new(
                    after.From, before.Price, after.Price, after.Currency,
                    before.Price > 0 ? decimal.Round((after.Price - before.Price) / before.Price * 100, 1, MidpointRounding.ToEven) : null,
                    Iso4217.Round(subscription.TermOn(after.From).Cycle.YearlyOf(after.Price - before.Price), after.Currency));
    }
}
