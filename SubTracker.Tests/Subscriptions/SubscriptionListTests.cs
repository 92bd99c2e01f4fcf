using System.Text.Json;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Subscriptions;

/// <summary>The clock stands at Sunday, 1 March 2026, 12:00 UTC.</summary>
public sealed class SubscriptionListTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/subscriptions";

    [Theory]
    [InlineData("", "Beta,Alpha,delta,Gamma,Once")]
    [InlineData("?sort=renewalDate&order=desc", "Gamma,delta,Alpha,Beta,Once")]
    [InlineData("?sort=name", "Alpha,Beta,delta,Gamma,Once")]
    [InlineData("?sort=NAME&order=DESC", "Once,Gamma,delta,Beta,Alpha")]
    [InlineData("?sort=price", "Gamma,Beta,Alpha,delta,Once")]
    [InlineData("?sort=createdAt&order=desc", "Once,delta,Gamma,Beta,Alpha")]
    [InlineData("?status=expired", "Once")]
    [InlineData("?status=trial", "Gamma")]
    [InlineData("?category=News", "Beta")]
    [InlineData("?tag=family", "Alpha,Gamma")]
    [InlineData("?search=ALPH", "Alpha")]
    [InlineData("?search=family", "Alpha,Gamma")]
    [InlineData("?search=100%25_", "delta")]
    [InlineData("?currency=JPY", "delta")]
    [InlineData("?currency=EUR&minPrice=5&maxPrice=10.50", "Beta,Alpha")]
    [InlineData("?renewsBefore=2026-03-15", "Beta")]
    [InlineData("?page=2&limit=2", "delta,Gamma")]
    [InlineData("?page=9", "")]
    public async Task A_list_is_filtered_sorted_and_cut(string query, string names)
    {
        using var client = await FilledAsync();
        var list = await (await client.ReadAsync(Root + query)).DataAsync<List<SubscriptionResponse>>();
        Assert.Equal(names, string.Join(',', list.Select(s => s.Name)));
    }

    [Fact]
    public async Task A_page_tells_where_it_stands()
    {
        using var client = await FilledAsync();
        var answer = JsonDocument.Parse(await client.GetStringAsync($"{Root}?page=2&limit=2", TestContext.Current.CancellationToken)).RootElement.GetProperty("pagination");
        Assert.Equal(
            """{"total":5,"page":2,"limit":2,"totalPages":3,"hasNextPage":true,"hasPrevPage":true}""", answer.GetRawText().Replace(" ", ""));
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=x", "page")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=0&page=-1", "page,limit")]
    [InlineData("sort=colour", "sort")]
    [InlineData("sort=1", "sort")]
    [InlineData("order=up", "order")]
    [InlineData("status=gone", "status")]
    [InlineData("currency=eur", "currency")]
    [InlineData("minPrice=1", "currency")]
    [InlineData("currency=EUR&minPrice=-1", "minPrice")]
    [InlineData("currency=EUR&maxPrice=1000000000", "maxPrice")]
    [InlineData("currency=EUR&maxPrice=1,5", "maxPrice")]
    [InlineData("currency=EUR&minPrice=1e3", "minPrice")]
    [InlineData("status=", "status")]
    [InlineData("status=2", "status")]
    [InlineData("order=", "order")]
    [InlineData("limit=1.5", "limit")]
    [InlineData("page=99999999999", "page")]
    [InlineData("renewsBefore=2026-02-30", "renewsBefore")]
    [InlineData("renewsBefore=tomorrow", "renewsBefore")]
    public async Task A_query_value_out_of_range_or_unknown_is_never_corrected(string query, string fields)
    {
        using var client = await fixture.SignUpAsync();
        Assert.Equal(fields, string.Join(',', await (await client.ReadAsync($"{Root}?{query}")).InvalidFieldsAsync()));
    }

    private async Task<HttpClient> FilledAsync()
    {
        var client = await fixture.SignUpAsync();
        string[] bodies =
        [
            """{ "name": "Alpha", "price": 10.5, "currency": "EUR", "frequency": "monthly", "startDate": "2026-01-20", "tags": ["family"] }""",
            """{ "name": "Beta", "price": 5, "currency": "EUR", "frequency": "weekly", "startDate": "2026-01-01", "category": "news" }""",
            """{ "name": "Gamma", "price": 1, "currency": "EUR", "frequency": "yearly", "startDate": "2026-01-01", "trialEndsOn": "2026-04-01", "tags": ["family"] }""",
            """{ "name": "delta", "price": 1000, "currency": "JPY", "frequency": "monthly", "startDate": "2026-02-25", "notes": "100%_sure" }""",
            """{ "name": "Once", "price": 2000, "currency": "USD", "frequency": "once", "startDate": "2026-02-01" }""",
        ];
        foreach (var body in bodies)
        {
            fixture.System.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await (await client.PostJsonAsync(Root, body)).DataAsync<CreatedSubscription>();
        }
        return client;
    }
}
