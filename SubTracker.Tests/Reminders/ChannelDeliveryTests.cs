using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Reminders;
using SubTracker.Contracts.Notifications;
using SubTracker.Contracts.Reminders;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Reminders;

/// <summary>One reminder over several channels. It is due on 13 March 2026 at 9:00 UTC.</summary>
public sealed class ChannelDeliveryTests : IAsyncLifetime
{
    private TestSystem _system = null!;
    private HttpClient _client = null!;
    private string _work = "";

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.StartAsync();
        _client = await _system.SignUpAsync();
        _work = await ChannelAsync("Work");
    }

    [Fact]
    public async Task It_goes_over_every_channel_that_is_switched_on()
    {
        var id = await AddAsync("null");
        await AdvanceAsync(13);
        Assert.Equal(["Ada@example.org", "work@example.org"], _system.Mail.Messages.Select(m => m.ToAddress).Order());
        Assert.Equal([$"7 {_work} Sent", "7 email Sent"], (await ShownAsync(id)).Where(r => r.StartsWith('7')));
        Assert.Equal(2, _system.Mail.Messages.Select(m => m.Id).Distinct().Count());
    }

    [Fact]
    public async Task It_goes_over_those_that_its_subscription_names()
    {
        await AddAsync($"[\"{_work}\"]");
        await AdvanceAsync(13);
        Assert.Equal("work@example.org", Assert.Single(_system.Mail.Messages).ToAddress);
    }

    [Fact]
    public async Task A_channel_that_was_removed_is_skipped_with_the_reason_and_the_others_are_not()
    {
        var id = await AddAsync($"[\"{_work}\", \"email\"]");
        (await _client.RemoveAsync($"/api/v1/channels/{_work}")).EnsureSuccessStatusCode();
        await AdvanceAsync(13);
        Assert.Equal("Ada@example.org", Assert.Single(_system.Mail.Messages).ToAddress);
        Assert.Contains($"7 {_work} Skipped the channel was removed", await ShownAsync(id));
    }

    [Fact]
    public async Task A_retry_over_a_channel_that_was_removed_meanwhile_ends_with_the_reason()
    {
        var id = await AddAsync($"[\"{_work}\"]");
        await AdvanceAsync(13);
        var store = _system.Services.GetRequiredService<ILedgerStore>();
        var row = (await store.ListAsync(id, TestContext.Current.CancellationToken))[0];
        var failed = (row with { State = LedgerState.Claimed, SentAt = null }).Failed(_system.Clock.GetUtcNow(), "no") with { Version = row.Version + 1 };
        Assert.True(await store.ReplaceAsync(failed, row.Version, TestContext.Current.CancellationToken));
        using (var client = await _system.SignInAsync())
            (await client.RemoveAsync($"/api/v1/channels/{_work}")).EnsureSuccessStatusCode();
        await AdvanceAsync(1);
        Assert.Contains($"7 {_work} Skipped the channel was removed", await ShownAsync(id));
    }

    [Fact]
    public async Task A_claim_of_who_died_over_a_channel_that_was_removed_meanwhile_ends_with_the_reason()
    {
        var id = await AddAsync($"[\"{_work}\"]");
        await AdvanceAsync(13);
        var store = _system.Services.GetRequiredService<ILedgerStore>();
        var row = (await store.ListAsync(id, TestContext.Current.CancellationToken))[0];
        var claimed = (row with { SentAt = null, History = [] }).Claimed(_system.Clock.GetUtcNow()) with { Version = row.Version + 1 };
        Assert.True(await store.ReplaceAsync(claimed, row.Version, TestContext.Current.CancellationToken));
        using (var client = await _system.SignInAsync())
            (await client.RemoveAsync($"/api/v1/channels/{_work}")).EnsureSuccessStatusCode();
        await AdvanceAsync(1);
        Assert.Contains($"7 {_work} Skipped the channel was removed", await ShownAsync(id));
        Assert.Null(await store.OldestWaitingAsync(TestContext.Current.CancellationToken));
        row = (await store.FindAsync(row.Id, TestContext.Current.CancellationToken))!;
        Assert.Equal(AttemptOutcome.Unknown, Assert.Single(row.History).Outcome);
    }

    [Fact]
    public async Task One_acknowledged_channel_stops_what_comes_over_the_others()
    {
        var id = await AddAsync("null");
        await AdvanceAsync(13);
        using (var client = await _system.SignInAsync())
            (await client.PostJsonAsync($"/api/v1/reminders/{id}-renewal-20260320-7-{_work}/acknowledge", "{}")).EnsureSuccessStatusCode();
        await AdvanceAsync(7);
        Assert.Equal(2, _system.Mail.Messages.Count);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _system.DisposeAsync();
    }

    private Task AdvanceAsync(int days) => _system.AdvanceAsync(TimeSpan.FromDays(days));

    private async Task<string> ChannelAsync(string name) => (await (await _client.PostJsonAsync(
        "/api/v1/channels", $$"""{ "type": "email", "name": "{{name}}", "settings": { "address": "{{name.ToLowerInvariant()}}@example.org" } }"""))
        .DataAsync<ChannelResponse>()).Id;

    private async Task<string> AddAsync(string channels) => (await (await _client.PostJsonAsync(
        "/api/v1/subscriptions",
        $$"""{ "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "renewalDate": "2026-03-20", "reminders": { "channels": {{channels}} } }"""))
        .DataAsync<CreatedSubscription>()).Subscription.Id;

    private async Task<List<string>> ShownAsync(string id)
    {
        using var client = await _system.SignInAsync();
        var shown = await (await client.ReadAsync($"/api/v1/subscriptions/{id}/reminders")).DataAsync<List<ReminderResponse>>();
        return [.. shown.Select(r => $"{r.DaysBefore} {r.Channel} {r.State} {r.Reason}".Trim())];
    }
}
