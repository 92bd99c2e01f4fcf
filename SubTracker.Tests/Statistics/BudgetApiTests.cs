using System.Net;
using SubTracker.Contracts.Budgets;
using SubTracker.Contracts.Statistics;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Statistics;

/// <summary>The clock stands at Sunday, 1 March 2026.</summary>
public sealed class BudgetApiTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/budgets";

    [Fact]
    public async Task Budgets_are_read_as_they_were_put_and_are_nobody_else_s()
    {
        using var ada = await fixture.SignUpAsync();
        using var bob = await fixture.SignUpAsync();
        Assert.Equal("  EUR", Shown(await BudgetsAsync(ada)));
        await PutAsync(ada, """{ "total": 100, "byCategory": { "news": 20.50, "Sports": 0 } }""");
        Assert.Equal("100 news 20.50, Sports 0 EUR", Shown(await BudgetsAsync(ada)));
        Assert.Equal("  EUR", Shown(await BudgetsAsync(bob)));
        // Put as a whole: what is absent is gone.
        await PutAsync(ada, """{ "byCategory": { "news": 5 }, "currency": "USD" }""");
        Assert.Equal(" news 5 USD", Shown(await BudgetsAsync(ada)));
        await PutAsync(ada, "{}");
        Assert.Equal("  EUR", Shown(await BudgetsAsync(ada)));
    }

    [Fact]
    public async Task The_summary_tells_where_the_month_stands()
    {
        using var client = await fixture.SignUpAsync();
        await AddAsync(client, "Today", "2026-02-01", 30, "news");
        await AddAsync(client, "Later", "2026-02-20", 15, "News");
        await AddAsync(client, "Other", "2026-02-25", 40, "sports");
        await PutAsync(client, """{ "total": 100, "byCategory": { "news": 40, "sports": 40, "technology": 10 } }""");
        var budget = (await SummaryAsync(client)).Budget!;
        Assert.Equal((100, 30, 85, false), (budget.Total!.Limit, budget.Total.Spent, budget.Total.Expected, budget.Total.Exceeded));
        Assert.Equal(
            [("news", 40, 30, 45, true), ("sports", 40, 0, 40, false), ("technology", 10, 0, 0, false)],
            budget.ByCategory.Select(b => (b.Category, b.Limit, b.Spent, b.Expected, b.Exceeded)));
    }

    [Fact]
    public async Task A_budget_in_another_currency_is_compared_at_today_s_rate()
    {
        using var client = await fixture.SignUpAsync();
        await PutAsync(client, """{ "total": 118.05, "currency": "USD" }""");
        Assert.Equal(100, (await SummaryAsync(client)).Budget!.Total!.Limit);
        await PutAsync(client, """{ "total": 100, "currency": "UAH" }""");
        Assert.Null((await SummaryAsync(client)).Budget);
    }

    [Theory]
    [InlineData("[]", "body")]
    [InlineData("""{ "total": "much" }""", "total")]
    [InlineData("""{ "total": -1 }""", "total")]
    [InlineData("""{ "total": 1000000000 }""", "total")]
    [InlineData("""{ "total": 1.005 }""", "total")]
    [InlineData("""{ "total": 1.5, "currency": "JPY" }""", "total")]
    [InlineData("""{ "total": 1, "currency": "Euro" }""", "currency")]
    [InlineData("""{ "byCategory": [1] }""", "byCategory")]
    [InlineData("""{ "byCategory": { "news": -1 } }""", "byCategory")]
    [InlineData("""{ "byCategory": { " ": 1 } }""", "byCategory")]
    [InlineData("""{ "byCategory": { "news": 1.005 } }""", "byCategory")]
    [InlineData("""{ "byCategory": { "news": 1, "NEWS": 2 } }""", "byCategory")]
    public async Task Budgets_that_are_wrong_are_refused_by_field(string body, string field)
    {
        using var client = await fixture.SignUpAsync();
        Assert.Equal([field], await (await client.PutJsonAsync(Root, body)).InvalidFieldsAsync());
        Assert.Equal("  EUR", Shown(await BudgetsAsync(client)));
    }

    [Fact]
    public async Task Nobody_is_told_budgets_without_signing_in() =>
        await (await fixture.System.Client.ReadAsync(Root)).ProblemAsync(HttpStatusCode.Unauthorized);

    private static async Task PutAsync(HttpClient client, string body) =>
        Assert.Equal(HttpStatusCode.OK, (await client.PutJsonAsync(Root, body)).StatusCode);

    private static async Task AddAsync(HttpClient client, string name, string start, decimal price, string category) =>
        await (await client.PostJsonAsync(
            "/api/v1/subscriptions", new SubscriptionRequest(name, price, "EUR", Frequency.Monthly, StartDate: DateOnly.Parse(start, null), Category: category)))
            .DataAsync<CreatedSubscription>();

    private static async Task<BudgetsResponse> BudgetsAsync(HttpClient client) => await (await client.ReadAsync(Root)).DataAsync<BudgetsResponse>();

    private static async Task<StatisticsSummary> SummaryAsync(HttpClient client) =>
        await (await client.ReadAsync("/api/v1/statistics/summary")).DataAsync<StatisticsSummary>();

    private static string Shown(BudgetsResponse budgets) => string.Create(
        null, $"{budgets.Total} {string.Join(", ", budgets.ByCategory.Select(b => string.Create(null, $"{b.Key} {b.Value}")))} {budgets.Currency}");
}
