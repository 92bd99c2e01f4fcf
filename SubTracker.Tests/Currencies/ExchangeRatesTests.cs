using CsCheck;
using SubTracker.ApiService.Currencies;
using SubTracker.Contracts.Currencies;
using static SubTracker.Tests.Subscriptions.Calendars;

namespace SubTracker.Tests.Currencies;

/// <summary>Against the snapshot that ships with the product; the figures are the European Central Bank's.</summary>
public sealed class ExchangeRatesTests
{
    private static readonly DateOnly s_last = Day("2026-04-13");

    private static ExchangeRates Source => RateSnapshot.Rates;

    [Fact]
    public void The_snapshot_holds_every_day_through_its_last() => Assert.Equal(s_last, Source.LastDay);

    [Theory]
    [InlineData("USD", "1999-01-04", "1.1789", "1999-01-04")]
    [InlineData("USD", "2026-04-13", "1.1684", "2026-04-13")]
    [InlineData("JPY", "2026-04-10", "186.43", "2026-04-10")]
    // A Sunday takes Friday's, the days after the last take the last.
    [InlineData("USD", "2026-04-12", "1.1711", "2026-04-10")]
    [InlineData("USD", "2026-12-24", "1.1684", "2026-04-13")]
    // Not quoted from 2008 to 2018, and suspended since 2022.
    [InlineData("ISK", "2014-06-02", "290", "2008-12-09")]
    [InlineData("RUB", "2026-04-13", "117.201", "2022-03-01")]
    public void A_day_takes_the_last_quotation_before_it(string currency, string day, string rate, string quoted) =>
        Assert.Equal(new Quotation(Decimal(rate), Day(quoted), RateSource.Ecb), Source.Find(currency, Day(day)));

    [Theory]
    [InlineData("USD", "1999-01-03")]
    [InlineData("BRL", "2008-01-01")]
    [InlineData("UAH", "2026-04-13")]
    public void Before_its_first_quotation_a_currency_has_no_rate(string currency, string day) => Assert.Null(Source.Find(currency, Day(day)));

    [Theory]
    [InlineData("BGN", "2025-12-31", "1.9558", RateSource.Ecb)]
    [InlineData("BGN", "2026-01-01", "1.95583", RateSource.Fixed)]
    [InlineData("HRK", "2022-12-31", "7.5365", RateSource.Ecb)]
    [InlineData("HRK", "2026-04-13", "7.53450", RateSource.Fixed)]
    [InlineData("EEK", "2024-02-29", "15.6466", RateSource.Fixed)]
    // Not into the euro: a million old lira are a new one, at the new one's rate of the day.
    [InlineData("TRL", "2026-04-13", "52247800", RateSource.Fixed)]
    public void A_currency_that_was_replaced_is_worth_what_the_law_says(string currency, string day, string rate, RateSource source)
    {
        var found = Source.Find(currency, Day(day));
        Assert.Equal((Decimal(rate), source), (found?.PerEuro, found?.Source));
    }

    [Fact]
    public void Two_currencies_meet_in_the_euro_and_the_older_quotation_is_named()
    {
        var rates = new UserRates(Source, []);
        var rate = rates.Find("RUB", "USD", s_last)!.Value;
        Assert.Equal((1000m * 1.1684m / 117.201m, Day("2022-03-01"), RateSource.Ecb), (rate.Convert(1000), rate.Day, rate.Source));
        Assert.Equal(10 * 1.1684m, rates.Find("EUR", "USD", s_last)!.Value.Convert(10));
        Assert.Equal(10 / 1.1684m, rates.Find("USD", "EUR", s_last)!.Value.Convert(10));
        Assert.Null(rates.Find("UAH", "USD", s_last));
    }

    [Fact]
    public void An_own_rate_wins_from_its_day_on_and_leaves_other_currencies_alone()
    {
        var rates = new UserRates(Source,
        [
            new("USD", 1.10m, From: Day("2026-01-01")), new("USD", 1.25m, From: Day("2026-03-01")), new("UAH", 41.5m, Base: "USD"),
        ]);
        decimal? PerEuro(string currency, string day) => rates.Find("EUR", currency, Day(day))?.Convert(1);
        Assert.Equal(1.1750m, PerEuro("USD", "2025-12-31"));
        Assert.Equal(1.10m, PerEuro("USD", "2026-01-01"));
        Assert.Equal(1.10m, PerEuro("USD", "2026-02-28"));
        Assert.Equal(1.25m, PerEuro("USD", "2026-03-01"));
        Assert.Equal(0.87058m, PerEuro("GBP", "2026-04-13"));
        // Against a base it follows the source's rate of the base.
        Assert.Equal(41.5m * 1.1684m, PerEuro("UAH", "2026-04-13"));
        Assert.Equal((Day("2026-03-01"), RateSource.Own), rates.Find("GBP", "USD", s_last) is { } rate ? (rate.Day, rate.Source) : default);
    }

    [Fact]
    public void Later_days_are_added_and_known_ones_stay()
    {
        var rates = Source.With([new(Day("2026-04-14"), new Dictionary<string, decimal> { ["USD"] = 2 }), new(s_last, new Dictionary<string, decimal> { ["USD"] = 3 })]);
        Assert.Equal(Day("2026-04-14"), rates.LastDay);
        Assert.Equal(2, rates.Find("USD", Day("2026-04-20"))?.PerEuro);
        Assert.Equal(1.1684m, rates.Find("USD", s_last)?.PerEuro);
        Assert.Equal(186.75m, rates.Find("JPY", Day("2026-04-20"))?.PerEuro);
        Assert.Equal(s_last, Source.LastDay);
    }

    [Fact]
    public void There_and_back_is_within_one_minor_unit()
    {
        var rates = new UserRates(Source, []);
        string[] currencies = ["EUR", "USD", "JPY", "GBP", "CHF", "IDR", "ISK", "KRW", "TRY", "BGN", "HUF"];
        var currency = Gen.Int[0, currencies.Length - 1].Select(i => currencies[i]);
        Gen.Select(currency, currency, Gen.Int[Day("2018-03-01").DayNumber, s_last.DayNumber], Gen.Int[0, 1_000_000_000])
            .Sample((from, to, number, units) =>
            {
                var day = DateOnly.FromDayNumber(number);
                var amount = Iso4217.Round(units * Unit(from), from);
                var (there, back) = (rates.Find(from, to, day)!.Value, rates.Find(to, from, day)!.Value);
                // Rounded once, at the end: nothing is lost.
                Assert.Equal(amount, Iso4217.Round(back.Convert(there.Convert(amount)), from));
                // Rounded on the way too: one minor unit of the coarser currency.
                var coarser = Math.Max(Unit(from), back.Convert(Unit(to)));
                Assert.InRange(Math.Abs(amount - Iso4217.Round(back.Convert(Iso4217.Round(there.Convert(amount), to)), from)), 0, coarser);
            });
    }

    private static decimal Unit(string currency) => new(1, 0, 0, isNegative: false, (byte)Iso4217.Find(currency)!.Digits);

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
