using System.Text.Json.Nodes;
using SubTracker.Tests.QStash;

namespace SubTracker.Tests.Conformance;

/// <summary>The official endpoint and the official client, each against our QStash.</summary>
[Collection(ConformanceHost.Name)]
public sealed class WorkflowConformanceTests(ConformanceHost host) : IAsyncLifetime
{
    private readonly LocalQStash _server = host.Server;
    private readonly OfficialSdk _sdk = host.Sdk;

    public ValueTask InitializeAsync() => host.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Step_results_of_every_kind_come_back_as_they_were()
    {
        var run = await RunAsync("values", new { é = "+<>&'\"" });

        Assert.Equal("RUN_SUCCESS", (string?)run["workflowState"]);
        AssertJson("""[true,null,"naïve 'quotes' <&> \" 漢字",42,[1,{"two":"+"}],{"é":"+<>&'\""}]""", run);
    }

    [Fact]
    public async Task Sleeps_end_when_they_should()
    {
        var started = DateTimeOffset.FromUnixTimeMilliseconds(_server.Time.GetUtcNow().ToUnixTimeMilliseconds());
        var id = await TriggerAsync("sleeps", new { until = started.AddDays(10).ToUnixTimeMilliseconds() });
        await _server.DeliverAsync();
        Assert.Equal(started.AddSeconds(90), await _server.NextDueAsync());
        await _server.AdvanceAsync(TimeSpan.FromSeconds(90));
        Assert.Equal(started.AddSeconds(90).AddDays(3), await _server.NextDueAsync());
        await _server.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.Equal(0, Math.Round((started.AddDays(10) - await _server.NextDueAsync())!.Value.TotalSeconds));
        await _server.AdvanceAsync(TimeSpan.FromDays(7));

        AssertJson("\"awake\"", await LogAsync(id));
    }

    [Fact]
    public async Task Parallel_steps_meet_again()
    {
        var run = await RunAsync("parallel", new { }, TimeSpan.FromHours(1));

        AssertJson("\"LR\"", run);
        Assert.Equal(["sequential", "parallel", "sequential"], run["steps"]!.AsArray().Select(group => (string?)group!["type"]));
    }

    [Fact]
    public async Task A_call_is_made_by_the_server()
    {
        var run = await RunAsync("call", new { thirdParty = _sdk.Url }, TimeSpan.FromHours(1));

        AssertJson("""[200,"thanks",500]""", run);
        var calls = (await _sdk.SeenAsync())["plain"]!.AsArray();
        Assert.Equal("""{"a":"é"}""", (string?)calls[0]!["body"]);
        Assert.Equal("1", (string?)calls[0]!["headers"]!["x-a"]);
        Assert.Equal(3, calls.Count);
    }

    [Fact]
    public async Task A_waiting_run_is_woken_by_the_client()
    {
        var id = await TriggerAsync("wait", new { @event = "payment" });
        await _server.DeliverAsync();

        var waiters = await _sdk.CallAsync("workflow", "getWaiters", new { eventId = "payment" });
        Assert.Equal(_server.Time.GetUtcNow().AddHours(2).ToUnixTimeSeconds(), (long?)waiters![0]!["deadline"]);
        var notified = await _sdk.CallAsync("workflow", "notify", new { eventId = "payment", eventData = new { amount = 7 } });
        Assert.Equal(id, (string?)notified![0]!["workflowRunId"]);
        Assert.Empty((await _sdk.CallAsync("workflow", "notify", new { eventId = "payment" }))!.AsArray());
        await _server.DeliverAsync();

        AssertJson("""{"eventData":{"amount":7},"timeout":false}""", await LogAsync(id));
    }

    [Fact]
    public async Task A_run_waits_no_longer_than_it_wants_to()
    {
        var run = await RunAsync("wait", new { @event = "nothing" }, TimeSpan.FromHours(2));

        AssertJson("""{"eventData":null,"timeout":true}""", run);
    }

    [Fact]
    public async Task An_event_may_come_before_it_is_waited_for()
    {
        var id = await TriggerAsync("wait", new { @event = "early" });
        await _sdk.CallAsync("workflow", "notify", new { eventId = "early", eventData = "soon", workflowRunId = id });
        await _server.DeliverAsync();

        AssertJson("""{"eventData":"soon","timeout":false}""", await LogAsync(id));
    }

    [Fact]
    public async Task One_run_notifies_another()
    {
        var waiting = await TriggerAsync("wait", new { @event = "from a run" });
        await _server.DeliverAsync();

        AssertJson("1", await RunAsync("notify", new { @event = "from a run" }));
        AssertJson("""{"eventData":{"told":true},"timeout":false}""", await LogAsync(waiting));
    }

    [Fact]
    public async Task A_webhook_wakes_its_run()
    {
        var id = await TriggerAsync("webhook", new { });
        await _server.DeliverAsync();
        var steps = (await LogAsync(id))["steps"]!.AsArray().SelectMany(group => group!["steps"]!.AsArray());
        var address = (string)JsonNode.Parse((string)steps.Single(step => (string?)step!["stepName"] == "address")!["out"]!)!;
        using (var anybody = new HttpClient())
            (await anybody.PostAsync(address, new StringContent("hello"), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await _server.DeliverAsync();

        AssertJson("""{"timeout":false,"body":"hello"}""", await LogAsync(id));
    }

    [Fact]
    public async Task An_invoked_run_gives_its_result_or_its_failure_to_its_invoker()
    {
        var run = await RunAsync("many/parent", new { }, TimeSpan.FromHours(1));

        AssertJson("""["did dishes",true]""", run);
    }

    [Fact]
    public async Task A_failed_run_lies_in_the_dead_letters_until_it_is_resumed()
    {
        var id = await TriggerAsync("fails", new { a = 1 });
        await _server.AdvanceAsync(TimeSpan.FromHours(1));

        var failed = await LogAsync(id);
        Assert.Equal("RUN_FAILED", (string?)failed["workflowState"]);
        Assert.Equal("CALLBACK_SUCCESS", (string?)failed["failureFunction"]!["state"]);
        var failure = Assert.Single((await _sdk.SeenAsync())["failures"]!.AsArray());
        Assert.Equal("database is down", (string?)failure!["failResponse"]);
        Assert.Equal(500, (int?)failure["failStatus"]);
        Assert.Equal("""{"a":1}""", failure["payload"]!.ToJsonString());

        var letters = await _sdk.CallAsync("workflow", "dlq.list");
        var letter = Assert.Single(letters!["messages"]!.AsArray())!;
        Assert.Equal(id, (string?)letter["workflowRunId"]);
        await _sdk.PostAsync("/control/mend", new { });
        var resumed = await _sdk.CallAsync("workflow", "dlq.resume", new { dlqId = (string?)letter["dlqId"] });
        await _server.DeliverAsync();

        var second = (string)resumed!["workflowRunId"]!;
        Assert.NotEqual(id, second);
        AssertJson("\"kept, then mended\"", await LogAsync(second));
        Assert.Empty((await _sdk.CallAsync("workflow", "dlq.list"))!["messages"]!.AsArray());
    }

    [Fact]
    public async Task A_failed_run_can_be_restarted_or_its_dead_letter_deleted()
    {
        await TriggerAsync("fails", new { a = 1 }, new { retries = 0 });
        await TriggerAsync("fails", new { a = 2 }, new { retries = 0 });
        await _server.DeliverAsync();
        var letters = (await _sdk.CallAsync("workflow", "dlq.list"))!["messages"]!.AsArray();
        await _sdk.PostAsync("/control/mend", new { });

        var restarted = await _sdk.CallAsync("workflow", "dlq.restart", new { dlqId = new[] { (string?)letters[0]!["dlqId"] } });
        var deleted = await _sdk.CallAsync("workflow", "dlq.delete", (string)letters[1]!["dlqId"]!);
        await _server.DeliverAsync();

        AssertJson("\"kept, then mended\"", await LogAsync((string)restarted!.AsArray()[0]!["workflowRunId"]!));
        Assert.Equal(1, (int?)deleted!["deleted"]);
        Assert.Empty((await _sdk.CallAsync("workflow", "dlq.list"))!["messages"]!.AsArray());
    }

    [Fact]
    public async Task A_flaky_step_succeeds_on_its_second_attempt() =>
        Assert.Equal("RUN_SUCCESS", (string?)(await RunAsync("retry", new { }, TimeSpan.FromMinutes(1)))["workflowState"]);

    [Fact]
    public async Task A_run_may_cancel_itself() =>
        Assert.Equal("RUN_CANCELED", (string?)(await RunAsync("cancels", new { }))["workflowState"]);

    [Fact]
    public async Task The_client_cancels_a_sleeping_run()
    {
        var id = await TriggerAsync("wait", new { @event = "never" });
        await _server.DeliverAsync();

        Assert.Equal(1, (int?)(await _sdk.CallAsync("workflow", "cancel", id))!["cancelled"]);
        Assert.Equal(0, (int?)(await _sdk.CallAsync("workflow", "cancel", id))!["cancelled"]);
        Assert.Null(await _server.NextDueAsync());
        Assert.Equal("RUN_CANCELED", (string?)(await LogAsync(id))["workflowState"]);
    }

    [Fact]
    public async Task A_trigger_without_sdk_is_taken_over_by_the_endpoint()
    {
        var triggered = await _server.SendAsync(HttpMethod.Post, $"/v2/trigger/{_sdk.Url}/values", new { rest = true });
        await _server.DeliverAsync();

        AssertJson("""[true,null,"naïve 'quotes' <&> \" 漢字",42,[1,{"two":"+"}],{"rest":true}]""", await LogAsync((string)triggered!["workflowRunId"]!));
    }

    private async Task<JsonNode> RunAsync(string route, object body, TimeSpan duration = default)
    {
        var id = await TriggerAsync(route, body);
        await _server.AdvanceAsync(duration);
        return await LogAsync(id);
    }

    private async Task<string> TriggerAsync(string route, object body, object? settings = null)
    {
        var request = System.Text.Json.JsonSerializer.SerializeToNode(settings ?? new { })!.AsObject();
        request["url"] = $"{_sdk.Url}/{route}";
        request["body"] = System.Text.Json.JsonSerializer.SerializeToNode(body);
        return (string)(await _sdk.CallAsync("workflow", "trigger", request))!["workflowRunId"]!;
    }

    private async Task<JsonNode> LogAsync(string id) =>
        (await _sdk.CallAsync("workflow", "logs", new { workflowRunId = id }))!["runs"]!.AsArray().Single()!;

    private static void AssertJson(string expected, JsonNode run) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(expected), (string?)run["workflowRunResponse"] is { } response ? JsonNode.Parse(response) : null),
        $"expected {expected}, got {run["workflowState"]} {run["workflowRunResponse"]} {run["steps"]?.ToJsonString()}");
}
