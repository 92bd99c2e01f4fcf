using CsCheck;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Statistics;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Statistics;
using static SubTracker.Tests.Statistics.Holdings;

namespace SubTracker.Tests.Statistics;

/// <summary>What holds for every set of subscriptions, on every day.</summary>
public sealed class SpendingPropertyTests
{
    private static readonly Gen<Subscription[]> s_subscriptions = Any.Array[0, 8].Select(all => all.DistinctBy(s => s.Id).ToArray());
    private static readonly Gen<DateOnly> s_today = Between("2025-01-01", "2027-12-31");

    [Fact]
    public void The_months_of_history_sum_to_the_occurrences() => Gen.Select(s_subscriptions, s_today, Gen.Int[1, 48]).Sample((subscriptions, today, months) =>
    {
        var history = On(today, subscriptions).History(months);
        Assert.Equal(months, history.Count);
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - months);
        // Counted once more, from the calendar and the price list alone.
        var rates = new UserRates(RateSnapshot.Rates, []);
        decimal sum = 0;
        var unconverted = new Dictionary<string, decimal>();
        foreach (var s in subscriptions)
            foreach (var day in s.Calendar.Occurrences(DateOnly.MinValue).TakeWhile(d => d <= today).Where(d => d >= first))
            {
                var price = s.Prices.LastOrDefault(p => p.From <= day) ?? s.Prices[0];
                if (price.Currency == "EUR")
                    sum += price.Price * (s.Share?.Mine ?? 1);
                else if (rates.Find(price.Currency, "EUR", day) is { } rate)
                    sum += rate.Convert(price.Price * (s.Share?.Mine ?? 1));
                else
                    unconverted[price.Currency] = unconverted.GetValueOrDefault(price.Currency) + (price.Price * (s.Share?.Mine ?? 1));
            }
        // Each month is rounded by itself, by half a cent at most.
        Assert.InRange(Math.Abs(history.Sum(m => m.Amount) - sum), 0, 0.005m * months);
        var named = history.SelectMany(m => m.Unconverted).GroupBy(u => u.Currency).ToDictionary(u => u.Key, u => u.Sum(a => a.Amount));
        Assert.Equal(unconverted.Keys.Order(), named.Keys.Order());
        Assert.All(unconverted, u => Assert.InRange(Math.Abs(named[u.Key] - u.Value), 0, 0.005m * months));
    });

    [Fact]
    public void The_forecast_is_the_history_once_its_time_has_passed() => Gen.Select(s_subscriptions, s_today).Sample((subscriptions, today) =>
    {
        // Prices in euros, or at rates that stay: a forecast cannot know tomorrow's.
        subscriptions = [.. subscriptions.Where(s => s.Prices[0].Currency is "EUR" or "UAH")];
        var months = 24;
        var forecast = On(today, subscriptions).Forecast(months);
        var begun = On(today, subscriptions).History(1)[0];
        var later = new DateOnly(today.Year, today.Month, 1).AddMonths(months).AddDays(-1);
        var history = On(later, subscriptions).History(months);
        Assert.Equal(forecast.Skip(1).Select(Shown), history.Skip(1).Select(Shown));
        Assert.InRange(Math.Abs(begun.Amount + forecast[0].Amount - history[0].Amount), 0, 0.01m);
    });

    [Fact]
    public void A_price_change_never_alters_the_past() =>
        Gen.Select(s_subscriptions.Where(s => s.Length > 0), s_today, Gen.Int[0, 9_999], Gen.Int[1, 400]).Sample((subscriptions, today, price, days) =>
        {
            var before = On(today, subscriptions).History(36);
            // Scheduled from tomorrow or later, or written today over what is there.
            var scheduled = subscriptions.Select(s => s with { Prices = s.Prices.With(new(today.AddDays(days), price, s.Prices[0].Currency)) });
            Assert.Equal(before.Select(Shown), On(today, [.. scheduled]).History(36).Select(Shown));
            var yesterday = On(today.AddDays(-1), subscriptions).History(36);
            var changed = subscriptions.Select(s => today < s.Prices[0].From ? s : s with { Prices = s.Prices.Changed(price, s.Prices[0].Currency, today) });
            Assert.Equal(yesterday.Select(Shown), On(today.AddDays(-1), [.. changed]).History(36).Select(Shown));
        });

    [Fact]
    public void A_pause_takes_its_days_out_and_changes_nothing_else() =>
        Gen.Select(Any.Where(s => s.Payments is null), s_today, Gen.Int[1, 200]).Sample((subscription, today, days) =>
        {
            subscription = subscription with { Pauses = [] };
            var (from, until) = (today, today.AddDays(days));
            var paused = subscription with { Pauses = [new(from, until)] };
            var later = until.AddMonths(6);
            Assert.Equal(Charged(subscription, later).Where(c => c.Day < from || c.Day >= until), Charged(paused, later));
            // Resumed on the very day, it was never paused.
            Assert.Equal(Charged(subscription, later), Charged(subscription with { Pauses = [new(from, from)] }, later));
        });

    [Fact]
    public void Every_split_sums_to_the_whole() => Gen.Select(s_subscriptions, s_today).Sample((subscriptions, today) =>
    {
        var summary = CostSummary.Of(On(today, subscriptions), null);
        foreach (var split in (IReadOnlyList<SplitPart>[])[summary.ByCategory, summary.ByPaymentMethod, summary.ByFrequency, summary.ByCurrency])
            Assert.Equal(summary.MonthlyCost, split.Sum(p => p.Amount));
        Assert.Equal(subscriptions.Length, summary.Active + summary.Trials + summary.Paused + summary.Cancelled + summary.Expired);
    });

    private static List<(DateOnly Day, decimal Amount)> Charged(Subscription subscription, DateOnly today) =>
        [.. Charges.Between(subscription, [], today.AddYears(-5), today, today).Select(c => (c.Day, c.Amount))];

    private static string Shown(MonthAmount month) => string.Create(
        null, $"{month.Month} {month.Amount} {string.Join(' ', month.Unconverted.Select(u => string.Create(null, $"{u.Currency} {u.Amount}")))}");
}
