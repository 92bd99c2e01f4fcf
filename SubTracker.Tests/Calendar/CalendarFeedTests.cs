using System.Net;
using System.Net.Http.Headers;
using SubTracker.Contracts.Calendar;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Calendar;

public sealed class CalendarFeedTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Feed = "/api/v1/calendar/feed";
    private const string Netflix = """{ "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "startDate": "2026-01-31" }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_feed_is_read_without_signing_in_until_a_new_one_takes_its_place()
    {
        using var client = await fixture.SignUpAsync();
        await client.PostJsonAsync("/api/v1/subscriptions", Netflix);
        await (await client.ReadAsync(Feed)).ProblemAsync(HttpStatusCode.NotFound);

        var response = await client.PostJsonAsync(Feed, "{}");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var first = await response.DataAsync<CalendarFeedResponse>();
        Assert.Equal(first, await (await client.ReadAsync(Feed)).DataAsync<CalendarFeedResponse>());
        Assert.Equal(43, first.Path.Split('/')[^1].Length - ".ics".Length);
        Assert.EndsWith(first.Path, first.Url, StringComparison.Ordinal);

        using var anonymous = new HttpClient { BaseAddress = client.BaseAddress };
        using var read = await anonymous.ReadAsync(first.Url);
        Assert.Equal("text/calendar; charset=utf-8", read.Content.Headers.ContentType?.ToString());
        Assert.Contains("DTSTART;VALUE=DATE:20260331\r\n", await read.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);

        var second = await (await client.PostJsonAsync(Feed, "{}")).DataAsync<CalendarFeedResponse>();
        Assert.NotEqual(first.Path, second.Path);
        await (await anonymous.ReadAsync(first.Path)).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.OK, (await anonymous.ReadAsync(second.Path)).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await client.RemoveAsync(Feed)).StatusCode);
        await (await anonymous.ReadAsync(second.Path)).ProblemAsync(HttpStatusCode.NotFound);
        await (await client.RemoveAsync(Feed)).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        using var client = await fixture.SignUpAsync();
        await client.PostJsonAsync("/api/v1/subscriptions", Netflix);
        var feed = await (await client.PostJsonAsync(Feed, "{}")).DataAsync<CalendarFeedResponse>();
        using var first = await client.ReadAsync(feed.Path);
        Assert.True(first.Headers.CacheControl!.Private);

        using var again = await ReadAsync(client, feed.Path, first.Headers.ETag!);
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.StatusCode, await again.Content.ReadAsStringAsync(Token)));
        await client.PostJsonAsync("/api/v1/subscriptions", Netflix.Replace("Netflix", "Spotify"));
        using var changed = await ReadAsync(client, feed.Path, first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Theory]
    [InlineData("PATCH", "subscriptions", """{ "notes": "for the family" }""")]
    [InlineData("DELETE", "subscriptions", "")]
    [InlineData("PATCH", "users/me", """{ "reminders": { "daysBefore": [3], "timeOfDay": "08:00" } }""")]
    public async Task What_changes_what_it_shows_changes_its_tag(string method, string path, string body)
    {
        using var client = await fixture.SignUpAsync();
        var id = (await (await client.PostJsonAsync("/api/v1/subscriptions", Netflix)).DataAsync<CreatedSubscription>()).Subscription.Id;
        var feed = await (await client.PostJsonAsync(Feed, "{}")).DataAsync<CalendarFeedResponse>();
        using var first = await client.ReadAsync(feed.Path);

        var changed = path == "subscriptions" ? $"/api/v1/{path}/{id}" : $"/api/v1/{path}";
        using var change = method == "PATCH" ? await client.PatchJsonAsync(changed, body) : await client.RemoveAsync(changed);
        Assert.True(change.IsSuccessStatusCode);
        using var again = await ReadAsync(client, feed.Path, first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.NotEqual(first.Headers.ETag, again.Headers.ETag);
    }

    [Fact]
    public async Task The_feed_of_one_is_not_the_feed_of_another()
    {
        using var ada = await fixture.SignUpAsync();
        using var bob = await fixture.SignUpAsync();
        await ada.PostJsonAsync("/api/v1/subscriptions", Netflix);
        var feed = await (await bob.PostJsonAsync(Feed, "{}")).DataAsync<CalendarFeedResponse>();
        Assert.DoesNotContain("Netflix", await (await ada.ReadAsync(feed.Path)).Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var anonymous = new HttpClient { BaseAddress = ada.BaseAddress };
        await (await anonymous.ReadAsync(Feed)).ProblemAsync(HttpStatusCode.Unauthorized);
        await (await anonymous.ReadAsync("/api/v1/calendar/guess.ics")).ProblemAsync(HttpStatusCode.NotFound);
    }

    private static async Task<HttpResponseMessage> ReadAsync(HttpClient client, string path, EntityTagHeaderValue known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(known);
        return await client.SendAsync(request, Token);
    }
}
