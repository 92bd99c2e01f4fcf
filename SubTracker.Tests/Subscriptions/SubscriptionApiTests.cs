using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Subscriptions;

/// <summary>The clock stands at Sunday, 1 March 2026, 12:00 UTC.</summary>
public sealed class SubscriptionApiTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/subscriptions";
    private const string Netflix = """{ "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "startDate": "2026-01-31" }""";

    [Fact]
    public async Task A_created_subscription_is_answered_with_its_address_its_etag_and_its_run()
    {
        using var client = await fixture.SignUpAsync();
        var response = await client.PostJsonAsync(Root, Netflix);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("\"1\"", response.Headers.ETag?.ToString());
        var created = await response.DataAsync<CreatedSubscription>();
        Assert.Equal($"{Root}/{created.Subscription.Id}", response.Headers.Location?.ToString());
        Assert.Equal($"{created.Subscription.Id}-1-20260331-0", created.WorkflowRunId);
        var read = await (await client.ReadAsync(response.Headers.Location?.ToString())).DataAsync<SubscriptionResponse>();
        Assert.Equal((new DateOnly(2026, 3, 31), SubscriptionStatus.Active, 15.99m), (read.RenewalDate, read.Status, read.Price));
        Assert.Equal([7, 5, 2, 1], read.Reminders.DaysBefore);
        Assert.Equal((new TimeOnly(9, 0), true), (read.Reminders.TimeOfDay, read.Reminders.UsesDefaults));
    }

    [Theory]
    [InlineData("\"renewalDate\": \"2026-03-04\"", "2026-03-04", "2026-03-04")]
    [InlineData("\"renewalDate\": \"2026-02-04\"", "2026-02-04", "2026-03-04")]
    [InlineData("\"startDate\": \"2026-01-04\", \"renewalDate\": \"2026-03-04\"", "2026-01-04", "2026-03-04")]
    public async Task A_renewal_date_on_create_is_the_start_where_no_start_is_given(string dates, string start, string renewal)
    {
        using var client = await fixture.SignUpAsync();
        var created = await CreateAsync(client, $$"""{ "name": "X-Box", "price": 1, "currency": "EUR", "frequency": "monthly", {{dates}} }""");
        Assert.Equal((start, renewal), ($"{created.StartDate:yyyy-MM-dd}", $"{created.RenewalDate:yyyy-MM-dd}"));
    }

    [Fact]
    public async Task What_the_server_owns_is_ignored_in_a_body()
    {
        using var client = await fixture.SignUpAsync();
        var created = await CreateAsync(client, Netflix.Replace("{ ", """{ "id": "mine", "userId": "root", "version": 99, "status": "expired", "createdAt": 5, "nonsense": {}, """));
        Assert.NotEqual("mine", created.Id);
        Assert.Equal((1, SubscriptionStatus.Active), (created.Version, created.Status));
    }

    [Fact]
    public async Task Replace_writes_every_field_and_raises_the_version()
    {
        using var client = await fixture.SignUpAsync();
        var created = await CreateAsync(client, Netflix.Replace("}", """, "notes": "old", "tags": ["family"] }"""));
        var response = await client.PutJsonAsync($"{Root}/{created.Id}", Netflix.Replace("15.99", "17.99"));
        var replaced = await response.DataAsync<SubscriptionResponse>();
        Assert.Equal((17.99m, "", 2, "\"2\""), (replaced.Price, replaced.Notes, replaced.Version, response.Headers.ETag?.ToString()));
        Assert.Empty(replaced.Tags);
    }

    [Fact]
    public async Task A_patch_merges_and_null_removes()
    {
        using var client = await fixture.SignUpAsync();
        var created = await CreateAsync(client, Netflix.Replace("}", """, "notes": "old", "endDate": "2027-01-01", "reminders": { "daysBefore": [3] } }"""));
        var patched = await (await client.PatchJsonAsync(
            $"{Root}/{created.Id}", """{ "price": 9, "endDate": null, "notes": null, "reminders": { "timeOfDay": "18:30" } }""")).DataAsync<SubscriptionResponse>();
        Assert.Equal((9m, (DateOnly?)null, "", "Netflix"), (patched.Price, patched.EndDate, patched.Notes, patched.Name));
        Assert.Equal([3], patched.Reminders.DaysBefore);
        Assert.Equal(new TimeOnly(18, 30), patched.Reminders.TimeOfDay);
    }

    [Theory]
    [InlineData("""{ "price": -1 }""", "price")]
    [InlineData("""{ "price": null }""", "price")]
    [InlineData("""{ "frequency": "hourly" }""", "frequency")]
    [InlineData("""{ "startDate": null }""", "startDate")]
    [InlineData("""{ "reminders": { "daysBefore": [400] } }""", "reminders.daysBefore")]
    public async Task A_patch_is_held_to_the_rules_of_a_whole_body(string patch, string field)
    {
        using var client = await fixture.SignUpAsync();
        var created = await CreateAsync(client, Netflix);
        Assert.Equal([field], await (await client.PatchJsonAsync($"{Root}/{created.Id}", patch)).InvalidFieldsAsync());
        Assert.Equal(1, (await GetAsync(client, created.Id)).Version);
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"7\", \"1\"", HttpStatusCode.OK)]
    [InlineData("\"2\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("1", HttpStatusCode.BadRequest)]
    public async Task If_Match_is_honoured_by_every_write(string ifMatch, HttpStatusCode expected)
    {
        using var client = await fixture.SignUpAsync();
        (HttpMethod Method, string Path, string? Body)[] writes =
            [(HttpMethod.Put, "", Netflix), (HttpMethod.Patch, "", "{\"price\":2}"), (HttpMethod.Put, "/cancel", null), (HttpMethod.Put, "/resume", null),
             (HttpMethod.Put, "/pause", null), (HttpMethod.Put, "/renew", null), (HttpMethod.Delete, "", null)];
        foreach (var (method, path, body) in writes)
        {
            var created = await CreateAsync(client, Netflix);
            using var request = new HttpRequestMessage(method, $"{Root}/{created.Id}{path}");
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            if (body is not null)
                request.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
            var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var wanted = method == HttpMethod.Delete && expected == HttpStatusCode.OK ? HttpStatusCode.NoContent : expected;
            Assert.Equal(wanted, response.StatusCode);
            if ((int)expected >= 400)
                await response.ProblemAsync(expected);
        }
    }

    [Fact]
    public async Task Deleted_is_not_found()
    {
        using var client = await fixture.SignUpAsync();
        var created = await CreateAsync(client, Netflix);
        Assert.Equal(HttpStatusCode.NoContent, (await client.RemoveAsync($"{Root}/{created.Id}")).StatusCode);
        await (await client.ReadAsync($"{Root}/{created.Id}")).ProblemAsync(HttpStatusCode.NotFound);
        await (await client.RemoveAsync($"{Root}/{created.Id}")).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PUT", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    [InlineData("PUT", "/cancel")]
    [InlineData("PUT", "/resume")]
    [InlineData("PUT", "/pause")]
    [InlineData("PUT", "/renew")]
    [InlineData("PUT", "/convert")]
    [InlineData("POST", "/clone")]
    [InlineData("GET", "/renewals")]
    public async Task Somebody_elses_subscription_is_not_found_and_an_id_that_cannot_exist_neither(string method, string path)
    {
        using var owner = await fixture.SignUpAsync();
        using var other = await fixture.SignUpAsync();
        var created = await CreateAsync(owner, Netflix);
        foreach (var id in new[] { created.Id, "no-such-id", "%27%3B--", "%F0%9F%8E%AC", new string('x', 300) })
        {
            using var request = new HttpRequestMessage(new(method), $"{Root}/{id}{path}");
            if (method is "PUT" or "PATCH" && path.Length == 0)
                request.Content = new StringContent(Netflix, MediaTypeHeaderValue.Parse("application/json"));
            await (await other.SendAsync(request, TestContext.Current.CancellationToken)).ProblemAsync(HttpStatusCode.NotFound);
        }
        Assert.Equal(1, (await GetAsync(owner, created.Id)).Version);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_answered()
    {
        foreach (var path in new[] { Root, $"{Root}/x", $"{Root}/upcoming-renewals", "/api/v1/outbox", "/api/v1/users/me" })
            await (await fixture.System.Client.ReadAsync(path)).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_users_list_is_for_that_user_and_the_administrator()
    {
        using var owner = await fixture.SignUpAsync();
        using var other = await fixture.SignUpAsync();
        await CreateAsync(owner, Netflix);
        var id = (string)JsonNode.Parse(await owner.GetStringAsync("/api/v1/users/me", TestContext.Current.CancellationToken))!["data"]!["id"]!;
        Assert.Single(await (await owner.ReadAsync($"{Root}/user/{id}")).DataAsync<List<SubscriptionResponse>>());
        Assert.Single(await (await fixture.Administrator.ReadAsync($"{Root}/user/{id}")).DataAsync<List<SubscriptionResponse>>());
        await (await other.ReadAsync($"{Root}/user/{id}")).ProblemAsync(HttpStatusCode.NotFound);
    }

    private static async Task<SubscriptionResponse> CreateAsync(HttpClient client, string json) =>
        (await (await client.PostJsonAsync(Root, json)).DataAsync<CreatedSubscription>()).Subscription;

    private static async Task<SubscriptionResponse> GetAsync(HttpClient client, string id) =>
        await (await client.ReadAsync($"{Root}/{id}")).DataAsync<SubscriptionResponse>();
}
