using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Notifications;
using SubTracker.Contracts.Notifications;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Notifications;

/// <summary>Webhooks are told of every change, at least once, whatever happens between the change and the telling.</summary>
public sealed class AnnouncementTests : IAsyncLifetime
{
    private const string Netflix = """{ "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "startDate": "2026-01-20" }""";

    private HttpReceiver _receiver = null!;
    private TestSystem _system = null!;
    private HttpClient _ada = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _receiver = await HttpReceiver.StartAsync();
        _system = await TestSystem.StartAsync(settings: new() { ["Outgoing:AllowedHosts:0"] = _receiver.Address.Authority });
        _ada = await _system.SignUpAsync();
    }

    [Fact]
    public async Task Each_change_is_told_once_in_its_own_word_with_the_subscription_as_it_is()
    {
        var channel = await AddWebhookAsync();
        var id = await AddAsync();
        await _system.SettleAsync();
        await _ada.PatchJsonAsync($"/api/v1/subscriptions/{id}", """{ "name": "Netflix Family" }""");
        await _system.SettleAsync();
        await _ada.PatchJsonAsync($"/api/v1/subscriptions/{id}", """{ "autoRenew": false }""");
        await _system.SettleAsync();
        await _ada.PutJsonAsync($"/api/v1/subscriptions/{id}/renew", "{}");
        await _system.SettleAsync();
        await _ada.PutJsonAsync($"/api/v1/subscriptions/{id}/cancel", "{}");
        await _system.SettleAsync();
        await _system.SettleAsync();

        Assert.Equal(
            ["subscription.created", "subscription.updated", "subscription.updated", "subscription.renewed", "subscription.cancelled"],
            _receiver.Requests.Select(request => request.Headers["SubTracker-Event"]));
        Assert.Equal($"{id}-1-created-{channel}", _receiver.Requests.First().Headers["Idempotency-Key"]);
        var told = JsonNode.Parse(_receiver.Requests.ElementAt(1).Body)!;
        Assert.Equal(("Netflix Family was updated", id, "Netflix Family"), ((string)told["subject"]!, (string)told["data"]!["id"]!, (string)told["data"]!["name"]!));
    }

    [Fact]
    public async Task A_price_that_rises_from_now_or_later_is_told_beside_the_change_and_one_that_falls_is_not()
    {
        var channel = await AddWebhookAsync();
        var id = await AddAsync();
        foreach (var change in (string[])["""{ "price": 17.99 }""", """{ "price": 9.99 }""", """{ "name": "Netflix Family" }"""])
            (await _ada.PatchJsonAsync($"/api/v1/subscriptions/{id}", change)).EnsureSuccessStatusCode();
        await _system.SettleAsync();
        await _system.SettleAsync();
        var told = Assert.Single(_receiver.Requests, request => request.Headers["SubTracker-Event"] == "price.increased");
        Assert.Equal($"{id}-2-increased-{channel}", told.Headers["Idempotency-Key"]);
        Assert.Equal("The price of Netflix Family was increased", (string)JsonNode.Parse(told.Body)!["subject"]!);
        Assert.Equal(5, _receiver.Requests.Count);
    }

    [Fact]
    public async Task A_trial_that_ends_is_told_in_its_own_word()
    {
        await AddWebhookAsync();
        await (await _ada.PostJsonAsync(
            "/api/v1/subscriptions",
            """{ "name": "Trial", "price": 5, "currency": "EUR", "frequency": "monthly", "startDate": "2026-03-01", "trialEndsOn": "2026-03-10" }""")).DataAsync<CreatedSubscription>();
        await _system.AdvanceAsync(TimeSpan.FromDays(3));
        var told = Assert.Single(_receiver.Requests, request => request.Headers["SubTracker-Event"] == "trial.ending");
        Assert.Equal("trial-ending", (string)JsonNode.Parse(told.Body)!["data"]!["kind"]!);
    }

    [Fact]
    public async Task A_webhook_that_is_away_is_told_under_the_same_key_when_it_is_back()
    {
        await AddWebhookAsync();
        _receiver.AnswerWith(500);
        await AddAsync();
        await _system.SettleAsync();
        Assert.Single(_receiver.Requests);
        await _system.SleepThroughAsync(TimeSpan.FromSeconds(59));
        Assert.Single(_receiver.Requests);
        _receiver.AnswerWith(204);
        await _system.SleepThroughAsync(TimeSpan.FromSeconds(1));
        await _system.SleepThroughAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, _receiver.Requests.Count);
        Assert.Single(_receiver.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct());
    }

    [Fact]
    public async Task One_that_stays_away_is_given_up_behind_three_days()
    {
        await AddWebhookAsync();
        _receiver.AnswerWith(500);
        await AddAsync();
        await _system.SettleAsync();
        for (var hours = 0; hours < 90; hours += 6)
            await _system.SleepThroughAsync(TimeSpan.FromHours(6));
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task A_crash_behind_the_note_loses_nothing_and_a_change_that_was_never_written_is_not_told()
    {
        var channel = await AddWebhookAsync();
        var id = await AddAsync();
        await _system.SettleAsync();
        var store = _system.Services.GetRequiredService<IAnnouncementStore>();
        var user = (await (await _ada.ReadAsync("/api/v1/users/me")).DataAsync<Contracts.Users.UserResponse>()).Id;
        // Written, and the process died before anybody was told; noted, and the process died before it was written.
        await store.AddAsync(
            [
                Announcement.Of(user, channel, "subscription.updated", id, 1, _system.Clock.GetUtcNow()),
                Announcement.Of(user, channel, "subscription.updated", id, 2, _system.Clock.GetUtcNow()),
            ], Token);
        await _system.SettleAsync();
        await _system.SleepThroughAsync(TimeSpan.FromMinutes(5));
        Assert.Equal([$"{id}-1-created-{channel}", $"{id}-1-updated-{channel}"], _receiver.Requests.Select(request => request.Headers["Idempotency-Key"]));
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task Who_has_no_webhook_costs_nothing_and_nobody_hears_of_somebody_else_s()
    {
        await AddWebhookAsync();
        using var bob = await _system.SignUpAsync("Bob");
        await bob.PostJsonAsync("/api/v1/subscriptions", Netflix);
        Assert.Empty(await DueAsync());
        await _system.SettleAsync();
        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public async Task A_webhook_that_was_switched_off_or_deleted_meanwhile_is_not_told()
    {
        var channel = await AddWebhookAsync();
        await AddAsync();
        await _ada.RemoveAsync($"/api/v1/channels/{channel}");
        await _system.SettleAsync();
        Assert.Empty(_receiver.Requests);
        Assert.Empty(await DueAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _ada.Dispose();
        await _system.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    private async Task<string> AddWebhookAsync() => (await (await _ada.PostJsonAsync(
        "/api/v1/channels",
        $$"""{ "type": "webhook", "name": "Home", "settings": { "url": "{{_receiver.Url}}", "secret": "0123456789abcdef" } }""")).DataAsync<ChannelResponse>()).Id;

    private async Task<string> AddAsync() =>
        (await (await _ada.PostJsonAsync("/api/v1/subscriptions", Netflix)).DataAsync<CreatedSubscription>()).Subscription.Id;

    private Task<IReadOnlyList<Announcement>> DueAsync() =>
        _system.Services.GetRequiredService<IAnnouncementStore>().ListDueAsync(_system.Clock.GetUtcNow().AddYears(1), 100, Token);
}
