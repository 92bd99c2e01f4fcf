using System.Net;
using System.Text;

namespace SubTracker.Tests.QStash;

public sealed class RunTests : ServerTest
{
    [Fact]
    public async Task A_run_is_delivered_step_by_step_with_all_its_entries_so_far()
    {
        Endpoint.Answer = async delivery =>
        {
            switch (delivery.Entries.Count)
            {
                case 1:
                    await Server.SubmitAsync(Endpoint.Url, "wfr_1", WorkflowRequests.Step(1, "first"));
                    break;
                case 2:
                    await Server.SubmitAsync(Endpoint.Url, "wfr_1", WorkflowRequests.Step(2, "nap"), new() { ["upstash-delay"] = "3d" });
                    break;
                default:
                    await Server.FinishAsync("wfr_1");
                    break;
            }

            return EndpointAnswer.Ok;
        };

        await Server.TriggerAsync(Endpoint.Url, "wfr_1", """{"é":"+<>"}""");
        await Server.DeliverAsync();
        Assert.Equal(2, Endpoint.Deliveries.Count);

        await Server.AdvanceAsync(TimeSpan.FromDays(3) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, Endpoint.Deliveries.Count);

        await Server.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal(
            ["""{"é":"+<>"}""", WorkflowRequests.Step(1, "first"), WorkflowRequests.Step(2, "nap")],
            Endpoint.Deliveries[2].Entries);
        Assert.Null(await Server.NextDueAsync());
    }

    [Fact]
    public async Task A_delivery_carries_what_theEndpoint_needs_to_know()
    {
        await Server.TriggerAsync(Endpoint.Url, "wfr_1", header: new()
        {
            ["upstash-forward-x-tenant"] = "t1",
            ["upstash-forward-host"] = "evil.example",
            ["upstash-forward-connection"] = "close",
            ["upstash-forward-upstash-signature"] = "forged",
            ["upstash-forward-upstash-label"] = "reminder",
            ["upstash-retries"] = "5",
        });
        await Server.DeliverAsync();

        var delivery = Assert.Single(Endpoint.Deliveries);
        Assert.Equal("POST", delivery.Method);
        Assert.Equal("1", delivery.Header["Upstash-Workflow-Sdk-Version"]);
        Assert.Equal("wfr_1", delivery.Header["Upstash-Workflow-RunId"]);
        Assert.Equal(Endpoint.Url, delivery.Header["Upstash-Workflow-Url"]);
        Assert.Equal("false", delivery.Header["Upstash-Workflow-Init"]);
        Assert.Equal("step", delivery.Header["Upstash-Workflow-CallType"]);
        Assert.Equal(Server.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(null, null), delivery.Header["Upstash-Workflow-CreatedAt"]);
        Assert.Equal("0", delivery.Header["Upstash-Retried"]);
        Assert.Equal("5", delivery.Header["Upstash-Max-Retries"]);
        Assert.Equal("reminder", delivery.Header["Upstash-Label"]);
        Assert.Equal("t1", delivery.Header["x-tenant"]);
        Assert.Equal("Upstash-QStash", delivery.Header["User-Agent"]);
        Assert.Equal("application/json", delivery.Header["Content-Type"]);
        Assert.StartsWith("127.0.0.1:", delivery.Header["Host"], StringComparison.Ordinal);
        Assert.DoesNotContain("Connection", delivery.Header.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain("forged", delivery.Header["Upstash-Signature"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_is_signed_for_its_url_and_its_bytes()
    {
        await Server.TriggerAsync(Endpoint.Url, "wfr_1");
        await Server.DeliverAsync();

        var delivery = Assert.Single(Endpoint.Deliveries);
        var claims = SignatureClaims.Verified(delivery.Header["Upstash-Signature"], LocalQStash.CurrentKey);
        Assert.Equal("Upstash", (string?)claims["iss"]);
        Assert.Equal(Endpoint.Url, (string?)claims["sub"]);
        Assert.Equal(0, (long?)claims["nbf"]);
        Assert.Equal((long?)claims["iat"] + 300, (long?)claims["exp"]);
        Assert.Equal(SignatureClaims.Hash(delivery.Body), (string?)claims["body"]);
    }

    [Fact]
    public async Task A_run_id_that_is_known_starts_no_second_run()
    {
        var first = await Server.TriggerAsync(Endpoint.Url, "wfr_1");
        var second = await Server.TriggerAsync(Endpoint.Url, "wfr_1");
        await Server.DeliverAsync();

        Assert.Null(first![0]!["deduplicated"]);
        Assert.True((bool?)second![0]!["deduplicated"]);
        Assert.Single(Endpoint.Deliveries);
    }

    [Fact]
    public async Task Parallel_deliveries_each_see_the_entries_up_to_their_own()
    {
        await Server.TriggerAsync(Endpoint.Url, "wfr_1");
        await Server.BatchAsync(HttpStatusCode.OK,
            WorkflowRequests.StepItem(Endpoint.Url, "wfr_1", "left"), WorkflowRequests.StepItem(Endpoint.Url, "wfr_1", "right"));
        await Server.DeliverAsync();

        Assert.Equal(
            ["{}", "{},left", "{},left,right"],
            Endpoint.Deliveries.Select(delivery => string.Join(',', delivery.Entries)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_delivery_waits_for_its_not_before_whatever_its_delay()
    {
        var moment = Server.Time.GetUtcNow().AddDays(30);
        await Server.TriggerAsync(Endpoint.Url, "wfr_1", header: new()
        {
            ["upstash-delay"] = "1h",
            ["upstash-not-before"] = moment.ToUnixTimeSeconds().ToString(null, null),
        });

        Assert.Equal(moment, await Server.NextDueAsync());
        await Server.AdvanceAsync(TimeSpan.FromDays(29));
        Assert.Empty(Endpoint.Deliveries);
        await Server.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Single(Endpoint.Deliveries);
    }

    [Fact]
    public async Task A_cancelled_run_is_not_delivered_any_more_and_takes_no_step()
    {
        await Server.TriggerAsync(Endpoint.Url, "wfr_1", header: new() { ["upstash-delay"] = "1h" });

        var cancelled = await Server.SendAsync(HttpMethod.Delete, "/v2/workflows/runs?workflowRunIds=wfr_1&workflowRunIds=wfr_unknown");
        Assert.Equal(1, (int?)cancelled!["cancelled"]);
        var again = await Server.SendAsync(HttpMethod.Delete, "/v2/workflows/runs?workflowRunIds=wfr_1");
        Assert.Equal(0, (int?)again!["cancelled"]);

        await Server.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Empty(Endpoint.Deliveries);
        var refused = await Server.SubmitAsync(Endpoint.Url, "wfr_1", "{}", expected: HttpStatusCode.BadRequest);
        Assert.Equal("failed to publish to url: can not append to a a cancelled workflow", (string?)refused![0]!["error"]);
    }

    [Theory]
    [InlineData("workflowUrl={0}&workflowUrlExactMatch=true&count=100", 1)]
    [InlineData("workflowUrl={0}&count=100", 2)]
    [InlineData("label=a&label=x", 1)]
    [InlineData("label=a&fromDate=32503680000000", 0)]
    [InlineData("toDate=32503680000000", 2)]
    [InlineData("count=1", 1)]
    [InlineData("count=100", 2)]
    public async Task Runs_are_cancelled_by_url_label_date_or_all(string query, int expected)
    {
        var delay = new Dictionary<string, string> { ["upstash-delay"] = "1h" };
        await Server.TriggerAsync(Endpoint.Url, "wfr_1", header: new(delay) { ["upstash-label"] = "a,b" });
        await Server.TriggerAsync(Endpoint.Url + "/more", "wfr_2", header: delay);

        var cancelled = await Server.SendAsync(HttpMethod.Delete, "/v2/workflows/runs?" + string.Format(null, query, Uri.EscapeDataString(Endpoint.Url)));

        Assert.Equal(expected, (int?)cancelled!["cancelled"]);
    }

    [Fact]
    public async Task The_older_clients_cancel_with_a_body()
    {
        await Server.TriggerAsync(Endpoint.Url, "wfr_1", header: new() { ["upstash-delay"] = "1h" });

        var cancelled = await Server.SendAsync(HttpMethod.Delete, "/v2/workflows/runs", new { workflowUrl = new[] { Endpoint.Url } });

        Assert.Equal(1, (int?)cancelled!["cancelled"]);
    }

    [Fact]
    public async Task A_run_may_be_ended_twice_but_must_be_known()
    {
        await Server.TriggerAsync(Endpoint.Url, "wfr_1");
        await Server.FinishAsync("wfr_1");
        await Server.FinishAsync("wfr_1");
        await Server.SendAsync(HttpMethod.Delete, "/v2/workflows/runs/wfr_unknown", expected: HttpStatusCode.NotFound);
        await Server.DeliverAsync();

        Assert.Empty(Endpoint.Deliveries);
    }

    [Fact]
    public async Task A_long_history_is_fetched_by_theEndpoint()
    {
        var payload = new string('x', 2_000_000);
        await Server.TriggerAsync(Endpoint.Url, "wfr_1", payload);
        await Server.DeliverAsync();

        Assert.Empty(Assert.Single(Endpoint.Deliveries).Body);
        var entries = await Server.SendAsync(HttpMethod.Get, "/v2/workflows/runs/wfr_1");
        Assert.Equal(payload, Encoding.UTF8.GetString(Convert.FromBase64String((string)entries![0]!["body"]!)));
        await Server.FinishAsync("wfr_1");
        await Server.SendAsync(HttpMethod.Get, "/v2/workflows/runs/wfr_1", expected: HttpStatusCode.NotFound);
    }
}
