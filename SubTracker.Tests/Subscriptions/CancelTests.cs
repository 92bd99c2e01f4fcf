using System.Net;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Subscriptions;

public sealed class CancelTests
{
    private const string Root = "/api/v1/subscriptions";

    [Fact]
    public async Task Cancelled_at_period_end_it_stays_until_the_day_before_the_renewal_has_passed()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        var id = await CreateAsync(client, "\"startDate\": \"2026-02-10\"");

        var cancelled = await CancelAsync(client, id, "{}");
        Assert.Equal(
            (SubscriptionStatus.Active, new DateOnly(2026, 3, 9), null, 2),
            (cancelled.Status, cancelled.EndsOn!.Value, cancelled.RenewalDate, cancelled.Version));
        Assert.Empty(await UpcomingAsync(client));

        system.Clock.SetUtcNow(new(2026, 3, 9, 23, 59, 0, TimeSpan.Zero));
        using var later = await system.SignInAsync();
        Assert.Equal(SubscriptionStatus.Active, (await GetAsync(later, id)).Status);
        system.Clock.SetUtcNow(new(2026, 3, 10, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(SubscriptionStatus.Cancelled, (await GetAsync(later, id)).Status);
        Assert.Single(await (await later.ReadAsync($"{Root}?status=cancelled")).DataAsync<List<SubscriptionResponse>>());
        await (await later.PutJsonAsync($"{Root}/{id}/resume", "{}")).ProblemAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task In_a_trial_it_ends_the_day_before_the_trial_does()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        var id = await CreateAsync(client, "\"startDate\": \"2026-02-20\", \"trialEndsOn\": \"2026-03-20\"");
        var cancelled = await CancelAsync(client, id, """{ "effective": "period-end" }""");
        Assert.Equal((SubscriptionStatus.Trial, new DateOnly(2026, 3, 19)), (cancelled.Status, cancelled.EndsOn!.Value));
    }

    [Fact]
    public async Task Cancelled_now_it_is_over_today()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        var id = await CreateAsync(client, "\"startDate\": \"2026-02-10\"");
        var cancelled = await CancelAsync(client, id, """{ "effective": "NOW" }""");
        Assert.Equal((SubscriptionStatus.Cancelled, new DateOnly(2026, 3, 1)), (cancelled.Status, cancelled.EndsOn!.Value));
    }

    [Fact]
    public async Task Cancelling_again_changes_nothing_and_resume_undoes_it_until_then()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        var id = await CreateAsync(client, "\"startDate\": \"2026-02-10\"");
        await CancelAsync(client, id, "{}");
        Assert.Equal(2, (await CancelAsync(client, id, "{}")).Version);
        var resumed = await (await client.PutJsonAsync($"{Root}/{id}/resume", "{}")).DataAsync<SubscriptionResponse>();
        Assert.Equal((SubscriptionStatus.Active, null, new DateOnly(2026, 3, 10)), (resumed.Status, resumed.EndsOn, resumed.RenewalDate!.Value));
        Assert.Equal(3, (await (await client.PutJsonAsync($"{Root}/{id}/resume", "{}")).DataAsync<SubscriptionResponse>()).Version);
    }

    [Fact]
    public async Task A_body_is_not_needed_and_a_wrong_one_is_refused()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        var id = await CreateAsync(client, "\"startDate\": \"2026-02-10\"");
        Assert.Equal(["effective"], await (await client.PutJsonAsync($"{Root}/{id}/cancel", """{ "effective": "later" }""")).InvalidFieldsAsync());
        Assert.Equal(2, (await (await client.PutAsync($"{Root}/{id}/cancel", null, TestContext.Current.CancellationToken)).DataAsync<SubscriptionResponse>()).Version);
    }

    private static async Task<string> CreateAsync(HttpClient client, string dates) => (await (await client.PostJsonAsync(
        Root, $$"""{ "name": "Gym", "price": 30, "currency": "EUR", "frequency": "monthly", {{dates}} }""")).DataAsync<CreatedSubscription>()).Subscription.Id;

    private static async Task<SubscriptionResponse> CancelAsync(HttpClient client, string id, string body) =>
        await (await client.PutJsonAsync($"{Root}/{id}/cancel", body)).DataAsync<SubscriptionResponse>();

    private static async Task<SubscriptionResponse> GetAsync(HttpClient client, string id) =>
        await (await client.ReadAsync($"{Root}/{id}")).DataAsync<SubscriptionResponse>();

    private static async Task<List<UpcomingRenewal>> UpcomingAsync(HttpClient client) =>
        await (await client.ReadAsync($"{Root}/upcoming-renewals")).DataAsync<List<UpcomingRenewal>>();
}
