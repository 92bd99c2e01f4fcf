using System.Net;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;
using static SubTracker.Tests.Subscriptions.Calendars;

namespace SubTracker.Tests.Subscriptions;

/// <summary>Pause, resume, renew, convert over HTTP. The clock stands at Sunday, 1 March 2026, 12:00 UTC.</summary>
public sealed class StateApiTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/subscriptions";

    [Fact]
    public async Task Paused_it_has_no_renewal_until_it_is_resumed()
    {
        using var client = await fixture.SignUpAsync();
        var id = await CreateAsync(client, "\"startDate\": \"2026-02-10\"");
        var paused = await PutAsync(client, id, "pause", "");
        Assert.Equal((SubscriptionStatus.Paused, null, null, 2), (paused.Status, paused.RenewalDate, paused.PausedUntil, paused.Version));
        Assert.Single(await (await client.ReadAsync($"{Root}?status=paused")).DataAsync<List<SubscriptionResponse>>());

        var until = await PutAsync(client, id, "pause", """{ "until": "2026-03-20" }""");
        Assert.Equal((Day("2026-03-20"), Day("2026-04-10")), (until.PausedUntil, until.RenewalDate));
        Assert.Equal(["2026-04-10"], await RenewalsAsync(client, id, "2026-03-01", "2026-04-30"));

        var resumed = await PutAsync(client, id, "resume", "");
        Assert.Equal((SubscriptionStatus.Active, Day("2026-03-10")), (resumed.Status, resumed.RenewalDate));
        Assert.Empty(resumed.Pauses);
    }

    [Fact]
    public async Task Without_automatic_renewal_it_is_overdue_until_it_is_renewed()
    {
        using var client = await fixture.SignUpAsync();
        var id = await CreateAsync(client, "\"startDate\": \"2026-01-10\", \"autoRenew\": false");
        var overdue = await GetAsync(client, id);
        Assert.Equal((Day("2026-02-10"), true, SubscriptionStatus.Active), (overdue.RenewalDate, overdue.Overdue, overdue.Status));

        var renewed = await PutAsync(client, id, "renew", """{ "on": "2026-02-12" }""");
        Assert.Equal((Day("2026-03-12"), false, Day("2026-02-12")), (renewed.RenewalDate, renewed.Overdue, renewed.StartDate));
        Assert.Equal(["2026-01-10", "2026-02-12", "2026-03-12"], await RenewalsAsync(client, id, "2026-01-01", "2026-03-31"));
        var today = await PutAsync(client, id, "renew", "");
        Assert.Equal((Day("2026-04-01"), 3), (today.RenewalDate, today.Version));
        Assert.Equal(3, (await PutAsync(client, id, "renew", "{}")).Version);
    }

    [Fact]
    public async Task A_trial_converts_today()
    {
        using var client = await fixture.SignUpAsync();
        var id = await CreateAsync(client, "\"startDate\": \"2026-02-20\", \"trialEndsOn\": \"2026-03-20\"");
        var paid = await PutAsync(client, id, "convert", "");
        Assert.Equal((SubscriptionStatus.Active, Day("2026-04-01"), null), (paid.Status, paid.RenewalDate, paid.TrialEndsOn));
        await (await client.PutJsonAsync($"{Root}/{id}/convert", "{}")).ProblemAsync(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("pause", """{ "until": "2026-03-01" }""", "until")]
    [InlineData("pause", """{ "until": "2100-01-01" }""", "until")]
    [InlineData("pause", """{ "until": "soon" }""", "until")]
    [InlineData("pause", """{ "until": 5 }""", "until")]
    [InlineData("renew", """{ "on": "2026-03-02" }""", "on")]
    [InlineData("renew", """{ "on": "2026-02-09" }""", "on")]
    [InlineData("renew", """{ "on": "1969-12-31" }""", "on")]
    [InlineData("renew", """{ "on": [] }""", "on")]
    [InlineData("cancel", """{ "effective": 1 }""", "effective")]
    [InlineData("cancel", """{ "effective": null }""", "effective")]
    public async Task A_wrong_field_is_named_and_nothing_is_changed(string verb, string body, string field)
    {
        using var client = await fixture.SignUpAsync();
        var id = await CreateAsync(client, "\"startDate\": \"2026-02-10\"");
        Assert.Equal([field], await (await client.PutJsonAsync($"{Root}/{id}/{verb}", body)).InvalidFieldsAsync());
        Assert.Equal(1, (await GetAsync(client, id)).Version);
    }

    [Theory]
    [InlineData("\"startDate\": \"2026-02-10\"", "convert", "not in a trial")]
    [InlineData("\"startDate\": \"2026-02-10\", \"trialEndsOn\": \"2026-03-10\"", "renew", "Convert it")]
    [InlineData("\"startDate\": \"2026-01-10\", \"endDate\": \"2026-02-20\"", "pause", "nothing to pause")]
    [InlineData("\"startDate\": \"2026-01-10\", \"endDate\": \"2026-02-20\"", "renew", "end date")]
    [InlineData("\"startDate\": \"2026-01-10\", \"payments\": 2", "renew", "number of payments")]
    public async Task What_its_state_does_not_allow_is_a_conflict_that_says_what_to_do(string fields, string verb, string says)
    {
        using var client = await fixture.SignUpAsync();
        var id = await CreateAsync(client, fields);
        var problem = await (await client.PutJsonAsync($"{Root}/{id}/{verb}", "{}")).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Contains(says, (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal(1, (await GetAsync(client, id)).Version);
    }

    [Fact]
    public async Task A_clone_is_what_the_original_is_today_without_its_past()
    {
        using var client = await fixture.SignUpAsync();
        var id = await CreateAsync(client, "\"startDate\": \"2026-01-10\", \"tags\": [\"family\"], \"share\": { \"mine\": 0.5, \"with\": [\"Bob\"] }");
        await client.PatchJsonAsync($"{Root}/{id}", """{ "price": 35 }""");
        var response = await client.PostJsonAsync($"{Root}/{id}/clone", "{}");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var clone = (await response.DataAsync<CreatedSubscription>()).Subscription;
        Assert.NotEqual(id, clone.Id);
        Assert.Equal(("Gym (copy)", 35m, Day("2026-03-10"), 1), (clone.Name, clone.Price, clone.RenewalDate, clone.Version));
        Assert.Equal((0.5m, "Bob", "family"), (clone.Share!.Mine, clone.Share.With![0], clone.Tags[0]));
        Assert.Single(clone.Prices);
    }

    private static async Task<string> CreateAsync(HttpClient client, string fields) => (await (await client.PostJsonAsync(
        Root, $$"""{ "name": "Gym", "price": 30, "currency": "EUR", "frequency": "monthly", {{fields}} }""")).DataAsync<CreatedSubscription>()).Subscription.Id;

    private static async Task<SubscriptionResponse> PutAsync(HttpClient client, string id, string verb, string body) => body.Length > 0
        ? await (await client.PutJsonAsync($"{Root}/{id}/{verb}", body)).DataAsync<SubscriptionResponse>()
        : await (await client.PutAsync($"{Root}/{id}/{verb}", null, TestContext.Current.CancellationToken)).DataAsync<SubscriptionResponse>();

    private static async Task<SubscriptionResponse> GetAsync(HttpClient client, string id) =>
        await (await client.ReadAsync($"{Root}/{id}")).DataAsync<SubscriptionResponse>();

    private static async Task<IEnumerable<string>> RenewalsAsync(HttpClient client, string id, string from, string to) =>
        (await (await client.ReadAsync($"{Root}/{id}/renewals?from={from}&to={to}")).DataAsync<DateOnly[]>()).Select(day => $"{day:yyyy-MM-dd}");
}
