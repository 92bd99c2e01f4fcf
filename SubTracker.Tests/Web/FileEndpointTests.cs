using System.Net;
using System.Net.Http.Headers;

namespace SubTracker.Tests.Web;

/// <summary>What the web has from the API and hands on.</summary>
public sealed class FileEndpointTests : WebTest
{
    [Fact]
    public async Task The_calendar_feed_is_handed_on_with_its_tag_and_not_at_all_to_whoever_has_it()
    {
        Host.Api.File("calendar/secret.ics", "BEGIN:VCALENDAR", "text/calendar", "\"1\"");

        var first = await Host.Browser.GetAsync("/api/v1/calendar/secret.ics", Cancelled);
        Host.Browser.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        var again = await Host.Browser.GetAsync("/api/v1/calendar/secret.ics", Cancelled);

        Assert.Equal(("BEGIN:VCALENDAR", "text/calendar"), (await first.Content.ReadAsStringAsync(Cancelled), first.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.NotModified, new EntityTagHeaderValue("\"1\"")), (again.StatusCode, again.Headers.ETag));
    }

    [Fact]
    public async Task A_link_of_a_message_is_followed_through_the_web_without_its_cookies()
    {
        await SignInAsync();
        Host.Api.Data(HttpMethod.Get, "links/secret.a-b_c", new { act = "Acknowledge" });
        Host.Api.Problem(HttpMethod.Post, "links/secret.a-b_c", HttpStatusCode.Gone, "Gone", "This link has been used.");

        var shown = await Host.Browser.GetAsync("/api/v1/links/secret.a-b_c", Cancelled);
        var followed = await Host.Browser.PostAsync(
            "/api/v1/links/secret.a-b_c", new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Cancelled);

        Assert.Contains("Acknowledge", await shown.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, followed.StatusCode);
        Assert.Contains("has been used", await followed.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        var asked = Host.Api.Last(HttpMethod.Post, "links/secret.a-b_c");
        Assert.Equal("List-Unsubscribe=One-Click", asked.Body);
        Assert.DoesNotContain("Cookie", asked.Headers.Keys);
    }

    [Theory]
    [InlineData("/api/v1/calendar/secret.ics", "calendar/secret.ics")]
    [InlineData("/export/json", "subscriptions/export")]
    public async Task An_API_that_does_not_answer_in_time_is_a_bad_gateway(string path, string asked)
    {
        await SignInAsync();
        Host.Api.TimesOut(HttpMethod.Get, asked);

        Assert.Equal(HttpStatusCode.BadGateway, (await Host.Browser.GetAsync(path, Cancelled)).StatusCode);
    }

    private async Task SignInAsync()
    {
        Host.Api.Data(HttpMethod.Post, "auth/sign-in", Sample.SignedIn);
        Host.Api.Data(HttpMethod.Post, "auth/refresh", Sample.SignedIn);
        await Host.Browser.PostFormAsync("/sign-in", new() { ["Input.Email"] = "ada@example.org", ["Input.Password"] = "secret" });
    }
}
