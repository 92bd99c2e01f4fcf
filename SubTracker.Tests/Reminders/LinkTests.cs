using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using SubTracker.Contracts.Notifications;
using SubTracker.Contracts.Reminders;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Reminders;

/// <summary>The links of a message, followed by somebody who is not signed in. The reminder came on 13 March 2026, seven days before.</summary>
public sealed partial class LinkTests : IAsyncLifetime
{
    private TestSystem _system = null!;
    private string _id = "";

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.StartAsync();
        using var client = await _system.SignUpAsync();
        _id = (await (await client.PostJsonAsync(
            "/api/v1/subscriptions", """{ "name": "<Netflix>", "price": 15.99, "currency": "EUR", "frequency": "monthly", "renewalDate": "2026-03-20" }"""))
            .DataAsync<CreatedSubscription>()).Subscription.Id;
        await _system.AdvanceAsync(TimeSpan.FromDays(13));
    }

    [Theory]
    [InlineData("I have seen it")]
    [InlineData("Remind me later")]
    [InlineData("I cancelled it")]
    [InlineData("Stop these messages")]
    public async Task Looking_at_a_link_does_nothing_and_its_page_tells_what_a_click_would_do(string label)
    {
        for (var scanned = 0; scanned < 3; scanned++)
        {
            using var page = await ShowAsync(Link(label));
            var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
            Assert.Contains(label, html, StringComparison.Ordinal);
            Assert.Contains("&lt;Netflix&gt;", html, StringComparison.Ordinal);
            Assert.Equal("no-store", page.Headers.CacheControl?.ToString());
            Assert.Contains("frame-ancestors 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
        await _system.AdvanceAsync(TimeSpan.FromDays(6));
        Assert.Equal(4, _system.Mail.Messages.Count);
    }

    [Fact]
    public async Task One_click_acknowledges_and_a_second_does_no_harm()
    {
        for (var click = 0; click < 2; click++)
            Assert.Contains("Nothing more is said about", await ClickAsync("I have seen it"), StringComparison.Ordinal);
        await _system.AdvanceAsync(TimeSpan.FromDays(6));
        Assert.Single(_system.Mail.Messages);
    }

    [Fact]
    public async Task One_click_puts_it_off_for_as_long_as_was_chosen_and_works_once()
    {
        var link = Link("Remind me later");
        Assert.Contains("is said again on 2026-03-17 at 09:00", await ClickAsync("Remind me later", ("days", "3")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await ShowAsync(link)).StatusCode);
        await _system.AdvanceAsync(new DateTimeOffset(2026, 3, 17, 9, 0, 0, TimeSpan.Zero) - _system.Clock.GetUtcNow());
        Assert.Equal(2, _system.Mail.Messages.Count);
        // The new message has new links.
        Assert.NotEqual(link, Link("Remind me later"));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Link("Remind me later"))).StatusCode);
    }

    [Fact]
    public async Task Who_cancelled_it_says_so_once_and_is_asked_on_the_day_whether_money_was_taken()
    {
        var link = Link("I cancelled it");
        Assert.Contains("ends on 2026-03-19", await ClickAsync("I cancelled it"), StringComparison.Ordinal);
        using (var client = await _system.SignInAsync())
            (await client.PutJsonAsync($"/api/v1/subscriptions/{_id}/resume", "{}")).EnsureSuccessStatusCode();
        // Taken back meanwhile: the old mail must not cancel it again.
        Assert.Equal(HttpStatusCode.Gone, (await PostAsync(link)).StatusCode);
        using (var client = await _system.SignInAsync())
            (await client.PutJsonAsync($"/api/v1/subscriptions/{_id}/cancel", "{}")).EnsureSuccessStatusCode();
        await _system.AdvanceAsync(TimeSpan.FromDays(60));
        Assert.Equal(
            ["<Netflix> renews in 7 days, on Friday, 20 March 2026", "<Netflix> would have been charged today: was money taken?"],
            _system.Mail.Messages.Select(m => m.Subject));
    }

    [Fact]
    public async Task A_mailbox_unsubscribes_with_one_click()
    {
        var mail = Assert.Single(_system.Mail.Messages);
        Assert.Equal(mail.Unsubscribe, Link("Stop these messages"));
        using var body = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var answer = await _system.Client.PostAsync(mail.Unsubscribe, body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using (var client = await _system.SignInAsync())
            Assert.False(Assert.Single(await (await client.ReadAsync("/api/v1/channels")).DataAsync<List<ChannelResponse>>()).Enabled);
        await _system.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.Single(_system.Mail.Messages);
        using (var client = await _system.SignInAsync())
            Assert.Contains(
                await (await client.ReadAsync($"/api/v1/subscriptions/{_id}/reminders")).DataAsync<List<ReminderResponse>>(),
                r => r is { DaysBefore: 5, State: ReminderStatus.Skipped, Reason: "no channel is switched on" });
    }

    [Fact]
    public async Task A_program_reads_and_does_the_same_as_JSON()
    {
        var shown = await (await SendAsync(HttpMethod.Get, Link("I have seen it"))).DataAsync<LinkResponse>();
        Assert.Equal(("acknowledge", "<Netflix>", new DateOnly(2026, 3, 20), false), (shown.Act, shown.Name, shown.Occurrence, shown.Done));
        Assert.True((await (await SendAsync(HttpMethod.Post, Link("I have seen it"))).DataAsync<LinkResponse>()).Done);
    }

    [Fact]
    public async Task A_link_that_was_tampered_with_is_none()
    {
        var link = Link("I have seen it").AbsoluteUri;
        foreach (var forged in (string[])[link[..^1] + (link[^1] == 'A' ? 'B' : 'A'), link.Replace("-7-email", "-5-email", StringComparison.Ordinal), link + ".x", "/api/v1/links/x", "/api/v1/links/."])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _system.Client.ReadAsync(forged)).StatusCode);
            await (await SendAsync(HttpMethod.Post, new(_system.Client.BaseAddress!, forged))).ProblemAsync(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_link_expires_and_ends_with_what_it_speaks_of()
    {
        var link = Link("I have seen it");
        _system.Clock.Advance(TimeSpan.FromDays(61));
        Assert.Equal(HttpStatusCode.Gone, (await ShowAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ShowAsync(Link("Stop these messages"))).StatusCode);
        using (var client = await _system.SignInAsync())
            (await client.RemoveAsync($"/api/v1/subscriptions/{_id}")).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.Gone, (await ShowAsync(Link("Stop these messages"))).StatusCode);
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    /// <summary>Of the last mail.</summary>
    private Uri Link(string label)
    {
        var text = _system.Mail.Messages.Last().Text;
        return new(Address().Match(text, text.IndexOf(label + ":", StringComparison.Ordinal)).Value);
    }

    private Task<HttpResponseMessage> ShowAsync(Uri link) => _system.Client.ReadAsync(link.AbsoluteUri);

    private async Task<string> ClickAsync(string label, params (string Name, string Value)[] form)
    {
        using var answer = await PostAsync(Link(label), form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<HttpResponseMessage> PostAsync(Uri link, params (string Name, string Value)[] form)
    {
        using var body = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await _system.Client.PostAsync(link, body, TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod verb, Uri link)
    {
        using var request = new HttpRequestMessage(verb, link);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await _system.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Address();
}
