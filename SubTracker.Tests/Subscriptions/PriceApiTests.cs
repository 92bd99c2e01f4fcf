using System.Net;
using System.Text.Json.Nodes;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;
using static SubTracker.Tests.Subscriptions.Calendars;

namespace SubTracker.Tests.Subscriptions;

/// <summary>Past, current and scheduled prices. The clock stands at Sunday, 1 March 2026, 12:00 UTC.</summary>
public sealed class PriceApiTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/subscriptions";

    [Fact]
    public async Task Another_price_in_an_edit_holds_from_today_and_leaves_the_past()
    {
        using var client = await fixture.SignUpAsync();
        var id = await CreateAsync(client);
        var edited = await (await client.PatchJsonAsync($"{Root}/{id}", """{ "price": 12.99 }""")).DataAsync<SubscriptionResponse>();
        Assert.Equal((12.99m, "2026-01-31 10 EUR, 2026-03-01 12.99 EUR"), (edited.Price, Text(edited)));
        var rise = Assert.Single(edited.PriceIncreases);
        Assert.Equal(new PriceRise(Day("2026-03-01"), 10, 12.99m, "EUR", 29.9m, 35.88m), rise);
        // The same price again is none.
        edited = await (await client.PatchJsonAsync($"{Root}/{id}", """{ "price": 12.99, "notes": "dear" }""")).DataAsync<SubscriptionResponse>();
        Assert.Equal(2, edited.Prices.Count);
    }

    [Fact]
    public async Task A_scheduled_price_is_asked_on_its_day()
    {
        using var client = await fixture.SignUpAsync();
        var id = await CreateAsync(client);
        var response = await client.PostJsonAsync($"{Root}/{id}/prices", """{ "from": "2026-04-01", "price": 15 }""");
        Assert.Equal((HttpStatusCode.Created, "\"2\""), (response.StatusCode, response.Headers.ETag?.ToString()));
        var scheduled = await response.DataAsync<SubscriptionResponse>();
        Assert.Equal((10m, "2026-01-31 10 EUR, 2026-04-01 15 EUR"), (scheduled.Price, Text(scheduled)));
        var upcoming = await (await client.ReadAsync($"{Root}/upcoming-renewals?days=60")).DataAsync<List<UpcomingRenewal>>();
        Assert.Equal(["2026-03-31 10", "2026-04-30 15"], upcoming.Select(u => $"{u.Date:yyyy-MM-dd} {u.Price}"));
    }

    [Fact]
    public async Task A_price_from_the_same_day_takes_the_others_place_and_a_deleted_one_is_gone()
    {
        using var client = await fixture.SignUpAsync();
        var id = await CreateAsync(client);
        Assert.Equal("2026-01-31 9 USD", Text(await PostAsync(client, id, """{ "from": "2026-01-31", "price": 9, "currency": "USD" }""")));
        await (await client.RemoveAsync($"{Root}/{id}/prices/2026-01-31")).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal("2025-12-01 8 USD, 2026-01-31 9 USD", Text(await PostAsync(client, id, """{ "from": "2025-12-01", "price": 8 }""")));
        Assert.Equal(HttpStatusCode.NoContent, (await client.RemoveAsync($"{Root}/{id}/prices/2026-01-31")).StatusCode);
        foreach (var from in new[] { "2026-01-31", "yesterday", "2026-02-30" })
            await (await client.RemoveAsync($"{Root}/{id}/prices/{from}")).ProblemAsync(HttpStatusCode.NotFound);
        var left = await (await client.ReadAsync($"{Root}/{id}")).DataAsync<SubscriptionResponse>();
        Assert.Equal((8m, 4L), (left.Price, left.Version));
    }

    [Theory]
    [InlineData("from", "null")]
    [InlineData("from", "\"1969-12-31\"")]
    [InlineData("from", "\"2100-01-01\"")]
    [InlineData("from", "\"tomorrow\"")]
    [InlineData("from", "20260401")]
    [InlineData("price", "null")]
    [InlineData("price", "-1")]
    [InlineData("price", "1000000000")]
    [InlineData("price", "1.234")]
    [InlineData("price", "\"1\"")]
    [InlineData("currency", "\"euro\"")]
    [InlineData("currency", "\"\"")]
    [InlineData("currency", "1")]
    public async Task A_wrong_field_is_named_and_nothing_is_changed(string field, string value)
    {
        using var client = await fixture.SignUpAsync();
        var id = await CreateAsync(client);
        var body = new JsonObject { ["from"] = "2026-04-01", ["price"] = 15, [field] = JsonNode.Parse(value) };
        Assert.Equal([field], await (await client.PostJsonAsync($"{Root}/{id}/prices", body.ToJsonString())).InvalidFieldsAsync());
        Assert.Equal(1, (await (await client.ReadAsync($"{Root}/{id}")).DataAsync<SubscriptionResponse>()).Version);
    }

    [Fact]
    public async Task Somebody_elses_prices_are_not_found_and_a_stale_edit_is_refused()
    {
        using var owner = await fixture.SignUpAsync();
        using var other = await fixture.SignUpAsync();
        var id = await CreateAsync(owner);
        await (await other.PostJsonAsync($"{Root}/{id}/prices", """{ "from": "2026-04-01", "price": 15 }""")).ProblemAsync(HttpStatusCode.NotFound);
        await (await other.RemoveAsync($"{Root}/{id}/prices/2026-01-31")).ProblemAsync(HttpStatusCode.NotFound);
        owner.DefaultRequestHeaders.Add("If-Match", "\"7\"");
        await (await owner.PostJsonAsync($"{Root}/{id}/prices", """{ "from": "2026-04-01", "price": 15 }""")).ProblemAsync(HttpStatusCode.PreconditionFailed);
        await (await owner.RemoveAsync($"{Root}/{id}/prices/2026-01-31")).ProblemAsync(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task My_share_is_rounded_once_half_to_even()
    {
        using var client = await fixture.SignUpAsync();
        await client.PostJsonAsync(Root, """
            { "name": "Shared", "price": 0.25, "currency": "EUR", "frequency": "monthly", "startDate": "2026-01-31", "share": { "mine": 0.5 } }
            """);
        var upcoming = await (await client.ReadAsync($"{Root}/upcoming-renewals?days=30")).DataAsync<List<UpcomingRenewal>>();
        Assert.Equal((0.25m, 0.12m), (upcoming[0].Price, upcoming[0].MyShare));
    }

    private static string Text(SubscriptionResponse s) => string.Join(", ", s.Prices.Select(p => $"{p.From:yyyy-MM-dd} {p.Price} {p.Currency}"));

    private static async Task<SubscriptionResponse> PostAsync(HttpClient client, string id, string body) =>
        await (await client.PostJsonAsync($"{Root}/{id}/prices", body)).DataAsync<SubscriptionResponse>();

    private static async Task<string> CreateAsync(HttpClient client) => (await (await client.PostJsonAsync(Root,
        """{ "name": "Gym", "price": 10, "currency": "EUR", "frequency": "monthly", "startDate": "2026-01-31" }"""))
        .DataAsync<CreatedSubscription>()).Subscription.Id;
}
