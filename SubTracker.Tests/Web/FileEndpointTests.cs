using System.Net;
using System.Net.Http.Headers;

namespace SubTracker.Tests.Web;

/// <summary>What the web has from the API and hands on.</summary>
public sealed class FileEndpointTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("subtracker-web");
    private WebHost _host = default!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await WebHost.StartAsync(_folder.FullName);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_calendar_feed_is_handed_on_with_its_tag_and_not_at_all_to_whoever_has_it()
    {
        _host.Api.File("calendar/secret.ics", "BEGIN:VCALENDAR", "text/calendar", "\"1\"");

        var first = await _host.Browser.GetAsync("/api/v1/calendar/secret.ics", Cancelled);
        _host.Browser.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        var again = await _host.Browser.GetAsync("/api/v1/calendar/secret.ics", Cancelled);

        Assert.Equal(("BEGIN:VCALENDAR", "text/calendar"), (await first.Content.ReadAsStringAsync(Cancelled), first.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.NotModified, new EntityTagHeaderValue("\"1\"")), (again.StatusCode, again.Headers.ETag));
    }

    [Fact]
    public async Task A_link_of_a_message_is_followed_through_the_web_without_its_cookies()
    {
        await SignInAsync();
        _host.Api.Data(HttpMethod.Get, "links/secret.a-b_c", new { act = "Acknowledge" });
        _host.Api.Problem(HttpMethod.Post, "links/secret.a-b_c", HttpStatusCode.Gone, "Gone", "This link has been used.");

        var shown = await _host.Browser.GetAsync("/api/v1/links/secret.a-b_c", Cancelled);
        var followed = await _host.Browser.PostAsync(
            "/api/v1/links/secret.a-b_c", new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Cancelled);

        Assert.Contains("Acknowledge", await shown.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, followed.StatusCode);
        Assert.Contains("has been used", await followed.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        var asked = _host.Api.Last(HttpMethod.Post, "links/secret.a-b_c");
        Assert.Equal("List-Unsubscribe=One-Click", asked.Body);
        Assert.DoesNotContain("Cookie", asked.Headers.Keys);
    }

    [Theory]
    [InlineData("/api/v1/calendar/secret.ics", "calendar/secret.ics")]
    [InlineData("/export/json", "subscriptions/export")]
    public async Task An_API_that_does_not_answer_in_time_is_a_bad_gateway(string path, string asked)
    {
        await SignInAsync();
        _host.Api.TimesOut(HttpMethod.Get, asked);

        Assert.Equal(HttpStatusCode.BadGateway, (await _host.Browser.GetAsync(path, Cancelled)).StatusCode);
    }

    private async Task SignInAsync()
    {
        _host.Api.Data(HttpMethod.Post, "auth/sign-in", Sample.SignedIn);
        _host.Api.Data(HttpMethod.Post, "auth/refresh", Sample.SignedIn);
        await _host.Browser.PostFormAsync("/sign-in", new() { ["Input.Email"] = "ada@example.org", ["Input.Password"] = "secret" });
    }
}
