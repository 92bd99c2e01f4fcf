using CsCheck;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Statistics;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Tests.Statistics;

/// <summary>Subscriptions as tests of statistics need them, and what their owner spends on them.</summary>
internal static class Holdings
{
    private static readonly string[] s_currencies = ["EUR", "USD", "JPY", "GBP", "UAH"];

    /// <summary>Any cycle, price history, share and pauses of the years around 2026, renewing by themselves.</summary>
    public static Gen<Subscription> Any { get; } =
        from id in Gen.Int[1, 1_000_000]
        from frequency in Gen.Enum<Frequency>()
        from interval in Gen.Int[1, 4]
        from weekend in Gen.Enum<WeekendRule>()
        from start in Between("2023-01-01", "2026-12-31")
        from prices in Gen.Select(Between("2023-01-01", "2028-12-31"), Gen.Int[0, 9_999]).Array[0, 3]
        from currency in Gen.Int[0, s_currencies.Length - 1]
        from mine in Gen.Int[1, 4]
        from paused in Between("2024-01-01", "2026-12-31").Array[0, 2]
        from payments in Gen.Int[1, 60].Nullable()
        from lastDay in Gen.Bool
        select Of($"{id}", start, new(frequency, interval, lastDay, weekend)) with
        {
            Prices =
            [
                .. prices.Append((start, 1_234)).DistinctBy(p => p.Item1).OrderBy(p => p.Item1)
                    .Select(p => new PricePoint(p.Item1, p.Item2, s_currencies[currency])),
            ],
            Share = mine == 1 ? null : new(1m / mine),
            Pauses = [.. paused.DistinctBy(p => p.Year).OrderBy(p => p).Select(p => new PausePeriod(p, p.AddDays(40)))],
            Payments = payments,
        };

    public static Subscription Of(string id, DateOnly start, BillingCycle cycle, decimal price = 10, string currency = "EUR") => new()
    {
        Id = id,
        UserId = "ada",
        Name = $"Subscription {id}",
        Terms = [new(cycle, start, StartRenews: false)],
        Prices = [new(start, price, currency)],
        Version = 1,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    public static Subscription Monthly(string start, decimal price = 10, string currency = "EUR") =>
        Of(start, Day(start), new(Frequency.Monthly, 1), price, currency);

    /// <summary>Seen from a day, in euros, at the rates that ship with the product.</summary>
    public static Spending On(DateOnly today, IReadOnlyList<Subscription> subscriptions, params Payment[] payments) => new(
        subscriptions, payments.ToLookup(p => p.SubscriptionId), new Conversion(new UserRates(RateSnapshot.Rates, []), "EUR", today), today);

    public static Gen<DateOnly> Between(string first, string last) => Gen.Int[Day(first).DayNumber, Day(last).DayNumber].Select(DateOnly.FromDayNumber);

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);
}
