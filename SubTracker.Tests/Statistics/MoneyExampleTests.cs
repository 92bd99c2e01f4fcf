using System.Globalization;
using SubTracker.Contracts.Auth;
using SubTracker.Contracts.Statistics;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Statistics;

/// <summary>docs/money.md: entered through the API as its first table says, compared with what its other tables were calculated to.</summary>
public sealed class MoneyExampleTests : IAsyncLifetime
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "money.md"));

    private ApiHost _api = null!;
    private HttpClient _client = null!;
    private StatisticsSummary _summary = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>On 1 March 2026 all is entered and the gym paused, on 20 April it is looked at.</summary>
    public async ValueTask InitializeAsync()
    {
        _api = await ApiHost.StartAsync();
        (_client, _) = await _api.SignUpAsync();
        foreach (var row in Table("name", "cycle"))
            await EnterAsync(row);
        _api.Clock.SetUtcNow(new(2026, 4, 20, 12, 0, 0, TimeSpan.Zero));
        _client.SignIn(await (await _client.PostJsonAsync("/api/v1/auth/sign-in", new SignInRequest("Ada@example.org", ApiHost.Password))).DataAsync<SignedInResponse>());
        _summary = await ReadAsync<StatisticsSummary>("summary");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task History_and_forecast_are_as_calculated()
    {
        var months = Table("month", "charges").Select(row => $"{row[0]} {row[2]}").ToList();
        Assert.Equal(12, months.Count);
        Assert.Equal(months[..6], (await ReadAsync<List<MonthAmount>>("history?months=6")).Select(Shown));
        Assert.Equal(months[6..], (await ReadAsync<List<MonthAmount>>("forecast?months=6")).Select(Shown));
        var (charged, remaining) = (Decimal(months[5].Split(' ')[1]), Decimal(months[6].Split(' ')[1]));
        Assert.Equal(new DueThisMonth(charged + remaining, charged, remaining), _summary.DueThisMonth);
    }

    [Fact]
    public void What_it_costs_is_as_calculated()
    {
        var figures = Table("figure", "EUR").Select(row => Decimal(row[1]));
        Assert.Equal(figures, [_summary.MonthlyCost, _summary.YearlyCost, _summary.DailyCost, _summary.SavedByCancelling]);
        Assert.Equal((9, 0, 1, 1, 1), (_summary.Active, _summary.Trials, _summary.Paused, _summary.Cancelled, _summary.Expired));
        var costs = Table("name", "calculation").Where(row => row[0] != "all").OrderByDescending(row => Decimal(row[2])).Take(5);
        Assert.Equal(costs.Select(row => (row[0], decimal.Round(Decimal(row[2]), 2))), _summary.MostExpensive.Select(c => (c.Name, c.MonthlyCost)));
    }

    [Fact]
    public void Splits_are_as_calculated_and_sum_to_the_whole()
    {
        var splits = new Dictionary<string, IReadOnlyList<SplitPart>>
        {
            ["category"] = _summary.ByCategory,
            ["payment method"] = _summary.ByPaymentMethod,
            ["currency"] = _summary.ByCurrency,
            ["frequency"] = _summary.ByFrequency,
        };
        foreach (var (by, parts) in splits)
        {
            Assert.Equal(_summary.MonthlyCost, parts.Sum(p => p.Amount));
            Assert.Equal(Table("by", "part").Where(row => row[0] == by).Select(row => (row[1], Decimal(row[3]))), parts.Select(p => (p.Name, p.Amount)));
        }
    }

    [Fact]
    public void Prices_that_rose_are_as_calculated() => Assert.Equal(
        Table("name", "from").Select(row => (row[0], row[1], Decimal(row[2].Replace(" %", "")), Decimal(row[3]))),
        _summary.PriceIncreases.Select(i => (i.Name, i.From.ToString("yyyy-MM-dd", null), i.Percent!.Value, i.YearlyEffect!.Value)));

    [Fact]
    public void The_rates_behind_it_are_named_with_their_day() => Assert.Equal(
        ["GBP 0.87058 2026-04-13", "JPY 186.75 2026-04-13", "USD 1.1684 2026-04-13"],
        _summary.Rates.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Currency} {r.Rate} {r.Date:yyyy-MM-dd}")));

    private async Task EnterAsync(string[] row)
    {
        var (cycle, price, trial, happens) = (row[1].Split(", "), row[3].Split(' '), row[7].StartsWith("on trial until", StringComparison.Ordinal), row[7]);
        var request = new SubscriptionRequest(
            row[0], Decimal(price[0]), price[1], Enum.Parse<Frequency>(cycle[0].Replace("-", ""), ignoreCase: true), StartDate: Day(row[2]),
            LastDayOfMonth: cycle is [_, "last day"], TrialEndsOn: trial ? Day(happens[^10..]) : null,
            Category: row[5], PaymentMethod: row[6], Share: row[4] == "1" ? null : new(Decimal(row[4])));
        var created = (await (await _client.PostJsonAsync("/api/v1/subscriptions", request)).DataAsync<CreatedSubscription>()).Subscription;
        var its = $"/api/v1/subscriptions/{created.Id}";
        using var answer = happens.Split(' ') switch
        {
            [var later, _, "from", var day] => await _client.PostJsonAsync($"{its}/prices", new PriceRequest(Day(day), Decimal(later))),
            ["paused", _, "to", var until] => await _client.PutJsonAsync($"{its}/pause", $$"""{ "until": "{{until}}" }"""),
            ["cancelled", ..] => await _client.PutJsonAsync($"{its}/cancel", """{ "effective": "now" }"""),
            _ => null,
        };
        Assert.True(answer is null or { IsSuccessStatusCode: true }, row[0]);
    }

    private async Task<T> ReadAsync<T>(string path) => await (await _client.ReadAsync($"/api/v1/statistics/{path}")).DataAsync<T>();

    private static string Shown(MonthAmount month) => string.Create(CultureInfo.InvariantCulture, $"{month.Month} {month.Amount}");

    /// <summary>The rows of every table whose header begins with these two cells.</summary>
    private static IEnumerable<string[]> Table(string first, string second)
    {
        var inside = false;
        foreach (var line in s_lines)
        {
            if (!line.StartsWith('|'))
                inside = false;
            else if (line.StartsWith($"| {first} | {second} |", StringComparison.Ordinal))
                inside = true;
            else if (inside && !line.StartsWith("|---", StringComparison.Ordinal))
                yield return [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
        }
    }

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
