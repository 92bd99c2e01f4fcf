using System.Net;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Statistics;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Statistics;

/// <summary>The clock stands at Sunday, 1 March 2026; 1 EUR is 1.1805 USD since Friday.</summary>
public sealed class StatisticsApiTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/statistics";

    [Fact]
    public async Task Without_subscriptions_everything_is_nothing()
    {
        using var client = await fixture.SignUpAsync();
        var summary = await SummaryAsync(client);
        Assert.Equal(("EUR", 0, 0, 0, 0), (summary.Currency, summary.MonthlyCost, summary.YearlyCost, summary.DailyCost, summary.SavedByCancelling));
        Assert.Equal(new DueThisMonth(0, 0, 0), summary.DueThisMonth);
        Assert.Empty(summary.ByCategory);
        Assert.Null(summary.Budget);
        Assert.Equal(24, (await MonthsAsync(client, "history")).Count);
        var forecast = await MonthsAsync(client, "forecast");
        Assert.Equal(("2026-03", "2027-02", 12), (forecast[0].Month, forecast[^1].Month, forecast.Count));
    }

    [Fact]
    public async Task Only_what_is_active_costs_a_month()
    {
        using var client = await fixture.SignUpAsync();
        await AddAsync(client, "Active", "2026-02-10");
        await AddAsync(client, "Trial", "2026-02-10", """ "trialEndsOn": "2026-03-10" """);
        await AddAsync(client, "Once", "2026-03-20", """ "frequency": "once" """);
        await AddAsync(client, "Over", "2026-01-20", """ "frequency": "once" """);
        var paused = await AddAsync(client, "Paused", "2026-02-10");
        var cancelled = await AddAsync(client, "Cancelled", "2026-02-10");
        await client.PutJsonAsync($"/api/v1/subscriptions/{paused}/pause", "{}");
        await client.PutJsonAsync($"/api/v1/subscriptions/{cancelled}/cancel", """{ "effective": "now" }""");
        var summary = await SummaryAsync(client);
        Assert.Equal((2, 1, 1, 1, 1), (summary.Active, summary.Trials, summary.Paused, summary.Cancelled, summary.Expired));
        Assert.Equal((10, 120, 0.33m, 10), (summary.MonthlyCost, summary.YearlyCost, summary.DailyCost, summary.SavedByCancelling));
        Assert.Equal(["Active"], summary.MostExpensive.Select(c => c.Name));
        // Active and Trial on the 10th, Once on the 20th.
        Assert.Equal(new DueThisMonth(30, 0, 30), summary.DueThisMonth);
    }

    [Fact]
    public async Task An_amount_without_a_rate_is_named_and_counted_in_no_total()
    {
        using var client = await fixture.SignUpAsync();
        await AddAsync(client, "Euro", "2026-02-10");
        await AddAsync(client, "Dollar", "2026-02-10", """ "currency": "USD" """);
        await AddAsync(client, "Hryvnia", "2026-02-10", """ "currency": "UAH", "price": 400.50 """);
        var summary = await SummaryAsync(client);
        Assert.Equal(18.47m, summary.MonthlyCost);
        Assert.Equal(("UAH", 400.50m), Assert.Single(summary.Unconverted) is var unknown ? (unknown.Currency, unknown.Amount) : default);
        Assert.Equal(["EUR", "USD"], summary.ByCurrency.Select(p => p.Name));
        Assert.Equal("USD", Assert.Single(summary.Rates).Currency);
        // On 10 February 1 EUR was 1.1894 USD.
        var february = (await MonthsAsync(client, "history?months=2"))[0];
        Assert.Equal(("2026-02", 18.41m, "UAH"), (february.Month, february.Amount, Assert.Single(february.Unconverted).Currency));
        Assert.Equal([new("USD", RateSource.Ecb, new(2026, 2, 10), new(2026, 2, 10))], february.Rates);

        await client.PutJsonAsync("/api/v1/currencies/rates", """{ "rates": [{ "currency": "UAH", "rate": 50 }] }""");
        summary = await SummaryAsync(client);
        Assert.Equal(26.48m, summary.MonthlyCost);
        Assert.Empty(summary.Unconverted);
    }

    [Fact]
    public async Task The_rates_of_a_month_are_named_by_source_and_from_first_to_last_day()
    {
        using var client = await fixture.SignUpAsync();
        await AddAsync(client, "Dollar", "2025-12-02", """ "currency": "USD", "frequency": "weekly" """);
        await client.PutJsonAsync("/api/v1/currencies/rates", """{ "rates": [{ "currency": "USD", "rate": 2, "from": "2026-02-15" }] }""");
        var february = (await MonthsAsync(client, "history?months=2"))[0];
        Assert.Equal(
            [
                new("USD", RateSource.Ecb, new(2026, 2, 3), new(2026, 2, 10)),
                new("USD", RateSource.Own, new(2026, 2, 15), new(2026, 2, 15)),
            ],
            february.Rates);
        var next = (await MonthsAsync(client, "forecast?months=2"))[1];
        Assert.Equal(RateSource.Own, Assert.Single(next.Rates).Source);
    }

    [Fact]
    public async Task The_dearest_price_at_the_furthest_own_rates_is_still_a_sum()
    {
        using var client = await fixture.SignUpAsync();
        await client.PatchJsonAsync("/api/v1/users/me", """{ "currency": "USD" }""");
        await client.PutJsonAsync(
            "/api/v1/currencies/rates", """{ "rates": [{ "currency": "USD", "rate": 100000000 }, { "currency": "GBP", "rate": 0.001 }] }""");
        await AddAsync(client, "Dear", "2025-01-01", """ "currency": "GBP", "price": 999999999, "frequency": "daily" """);
        Assert.Equal(36524249963475750000000m, (await SummaryAsync(client)).YearlyCost);
        Assert.All(await MonthsAsync(client, "forecast"), month => Assert.True(month.Amount > 1_000_000_000_000_000_000m));
        Assert.All(await MonthsAsync(client, "history?months=12"), month => Assert.True(month.Amount > 1_000_000_000_000_000_000m));
    }

    [Fact]
    public async Task A_tag_counts_each_of_its_subscriptions_so_that_tags_need_not_sum()
    {
        using var client = await fixture.SignUpAsync();
        await AddAsync(client, "One", "2026-02-10", """ "tags": ["family", "work"] """);
        await AddAsync(client, "Two", "2026-02-10", """ "tags": ["Family"], "category": "News" """);
        await AddAsync(client, "Three", "2026-02-10", """ "category": "news" """);
        var summary = await SummaryAsync(client);
        Assert.Equal([new("family", 20, 2), new("work", 10, 1)], summary.ByTag);
        Assert.Equal([("news", 20, 2), ("other", 10, 1)], summary.ByCategory.Select(p => (p.Name.ToLowerInvariant(), p.Amount, p.Count)));
    }

    [Fact]
    public async Task Recorded_payments_win()
    {
        using var client = await fixture.SignUpAsync();
        var id = await AddAsync(client, "Gas", "2026-01-10");
        await client.PostJsonAsync($"/api/v1/subscriptions/{id}/payments", """{ "date": "2026-02-12", "amount": 73.20, "currency": "EUR", "status": "paid" }""");
        await client.PostJsonAsync($"/api/v1/subscriptions/{id}/payments", """{ "date": "2026-02-20", "amount": 3.20, "currency": "EUR", "status": "refunded" }""");
        Assert.Equal([10, 70, 0], (await MonthsAsync(client, "history?months=3")).Select(m => m.Amount));
    }

    [Fact]
    public async Task Statistics_are_of_one_s_own_subscriptions_alone()
    {
        using var ada = await fixture.SignUpAsync();
        using var bob = await fixture.SignUpAsync();
        await AddAsync(ada, "Hers", "2026-02-10");
        Assert.Equal(0, (await SummaryAsync(bob)).Active);
        Assert.All(await MonthsAsync(bob, "history"), m => Assert.Equal(0, m.Amount));
        Assert.All(await MonthsAsync(bob, "forecast"), m => Assert.Equal(0, m.Amount));
    }

    [Theory]
    [InlineData("history?months=0")]
    [InlineData("history?months=121")]
    [InlineData("history?months=two")]
    [InlineData("forecast?months=-1")]
    [InlineData("forecast?months=121")]
    [InlineData("forecast?months=1.5")]
    public async Task A_number_of_months_that_is_out_of_range_is_refused(string query)
    {
        using var client = await fixture.SignUpAsync();
        Assert.Equal(["months"], await (await client.ReadAsync($"{Root}/{query}")).InvalidFieldsAsync());
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("history")]
    [InlineData("forecast")]
    public async Task Nobody_is_told_statistics_without_signing_in(string path) =>
        await (await fixture.System.Client.ReadAsync($"{Root}/{path}")).ProblemAsync(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Upcoming_renewals_show_my_share_in_my_currency_with_the_rate_s_day()
    {
        using var client = await fixture.SignUpAsync();
        await AddAsync(client, "Dollar", "2026-02-10", """ "currency": "USD", "share": { "mine": 0.5 } """);
        await AddAsync(client, "Euro", "2026-02-11");
        await AddAsync(client, "Hryvnia", "2026-02-12", """ "currency": "UAH" """);
        var upcoming = await (await client.ReadAsync("/api/v1/subscriptions/upcoming-renewals?days=20")).DataAsync<List<UpcomingRenewal>>();
        Assert.Equal((5, 4.24m, "EUR"), (upcoming[0].MyShare, upcoming[0].Converted!.Amount, upcoming[0].Converted!.Currency));
        Assert.Equal(new(2026, 2, 27), upcoming[0].Converted!.RateDate);
        Assert.Equal((10, null), (upcoming[1].Converted!.Amount, upcoming[1].Converted!.RateDate));
        Assert.Null(upcoming[2].Converted);
    }

    /// <summary>10 EUR a month where the members say nothing else.</summary>
    private static async Task<string> AddAsync(HttpClient client, string name, string start, string members = "") =>
        (await (await client.PostJsonAsync("/api/v1/subscriptions", Body(name, start, members))).DataAsync<CreatedSubscription>()).Subscription.Id;

    private static string Body(string name, string start, string members)
    {
        string Default(string member, string value) => members.Contains($"\"{member}\":", StringComparison.Ordinal) ? "" : $", \"{member}\": {value}";
        return $$"""{ "name": "{{name}}", "startDate": "{{start}}"{{(members == "" ? "" : $", {members}")}}{{Default("price", "10")}}{{Default("currency", "\"EUR\"")}}{{Default("frequency", "\"monthly\"")}} }""";
    }

    private static async Task<StatisticsSummary> SummaryAsync(HttpClient client) => await (await client.ReadAsync($"{Root}/summary")).DataAsync<StatisticsSummary>();

    private static async Task<List<MonthAmount>> MonthsAsync(HttpClient client, string path) => await (await client.ReadAsync($"{Root}/{path}")).DataAsync<List<MonthAmount>>();
}
