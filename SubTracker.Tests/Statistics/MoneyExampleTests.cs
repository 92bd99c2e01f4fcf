using System.Globalization;
using SubTracker.Contracts.Statistics;
using static SubTracker.Tests.Statistics.MoneyExample;

namespace SubTracker.Tests.Statistics;

/// <summary>What the API says of the example, against what docs/money.md has calculated.</summary>
public sealed class MoneyExampleTests(MoneyExample example) : IClassFixture<MoneyExample>
{
    [Fact]
    public async Task History_and_forecast_are_as_calculated()
    {
        var months = Table("month", "charges").Select(row => $"{row[0]} {row[2]}").ToList();
        Assert.Equal(12, months.Count);
        Assert.Equal(months[..6], (await example.ReadAsync<List<MonthAmount>>("history?months=6")).Select(Shown));
        Assert.Equal(months[6..], (await example.ReadAsync<List<MonthAmount>>("forecast?months=6")).Select(Shown));
        var (charged, remaining) = (Decimal(months[5].Split(' ')[1]), Decimal(months[6].Split(' ')[1]));
        Assert.Equal(new DueThisMonth(charged + remaining, charged, remaining), example.Summary.DueThisMonth);
    }

    [Fact]
    public void What_it_costs_is_as_calculated()
    {
        var figures = Table("figure", "EUR").Select(row => Decimal(row[1]));
        Assert.Equal(figures, [example.Summary.MonthlyCost, example.Summary.YearlyCost, example.Summary.DailyCost, example.Summary.SavedByCancelling]);
        Assert.Equal((9, 0, 1, 1, 1), (example.Summary.Active, example.Summary.Trials, example.Summary.Paused, example.Summary.Cancelled, example.Summary.Expired));
        var costs = Table("name", "calculation").Where(row => row[0] != "all").OrderByDescending(row => Decimal(row[2])).Take(5);
        Assert.Equal(costs.Select(row => (row[0], decimal.Round(Decimal(row[2]), 2))), example.Summary.MostExpensive.Select(c => (c.Name, c.MonthlyCost)));
    }

    [Fact]
    public void Splits_are_as_calculated_and_sum_to_the_whole()
    {
        var splits = new Dictionary<string, IReadOnlyList<SplitPart>>
        {
            ["category"] = example.Summary.ByCategory,
            ["payment method"] = example.Summary.ByPaymentMethod,
            ["currency"] = example.Summary.ByCurrency,
            ["frequency"] = example.Summary.ByFrequency,
        };
        foreach (var (by, parts) in splits)
        {
            Assert.Equal(example.Summary.MonthlyCost, parts.Sum(p => p.Amount));
            Assert.Equal(Table("by", "part").Where(row => row[0] == by).Select(row => (row[1], Decimal(row[3]))), parts.Select(p => (p.Name, p.Amount)));
        }
    }

    [Fact]
    public void Prices_that_rose_are_as_calculated() => Assert.Equal(
        Table("name", "from").Select(row => (row[0], row[1], Decimal(row[2].Replace(" %", "")), Decimal(row[3]))),
        example.Summary.PriceIncreases.Select(i => (i.Name, i.From.ToString("yyyy-MM-dd", null), i.Percent!.Value, i.YearlyEffect!.Value)));

    [Fact]
    public void The_rates_behind_it_are_named_with_their_day() => Assert.Equal(
        ["GBP 0.87058 2026-04-13", "JPY 186.75 2026-04-13", "USD 1.1684 2026-04-13"],
        example.Summary.Rates.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Currency} {r.Rate} {r.Date:yyyy-MM-dd}")));

    private static string Shown(MonthAmount month) => string.Create(CultureInfo.InvariantCulture, $"{month.Month} {month.Amount}");
}
