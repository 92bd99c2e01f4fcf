using System.Text.Json.Nodes;
using SubTracker.Tests.QStash;
using SubTracker.Upstash;

namespace SubTracker.Tests.Conformance;

/// <summary>One side is the official SDK, the other ours; between them our QStash.</summary>
[Collection(ConformanceHost.Name)]
public sealed class MixedPairTests(ConformanceHost host) : IAsyncLifetime
{
    private readonly LocalQStash _server = host.Server;
    private readonly OfficialSdk _sdk = host.Sdk;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => host.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_CSharp_workflow_invokes_a_JavaScript_one_that_invokes_one_back()
    {
        var run = await host.Dotnet.Client.TriggerAsync(new WorkflowTrigger("pair/dotnet-parent") { Payload = new Job("dîshes <&>") }, Cancellation);
        await _server.AdvanceAsync(TimeSpan.FromHours(3));

        AssertJson(
            """
            {"own":{"isFailed":false,"isCanceled":false,"result":{"did":"dîshes <&>","by":"JavaScript"}},
             "through":{"isFailed":false,"isCanceled":false,"result":{"child":{"did":"dîshes <&>","by":"C#"},"isFailed":false}}}
            """, await ResultAsync(run.RunId));
        // Newest first: who was started by whom.
        Assert.Equal(
            [("dotnet", "javascript-parent"), ("javascript-parent", "dotnet-parent"), ("javascript", "dotnet-parent"), ("dotnet-parent", null)],
            (await host.Dotnet.Client.GetLogsAsync(new WorkflowLogFilter(), Cancellation)).Runs.Take(4)
                .Select(log => (log.WorkflowUrl!.Split('/')[^1], log.Invoker?.WorkflowUrl!.Split('/')[^1])));
    }

    [Fact]
    public async Task A_failure_crosses_the_border_both_ways()
    {
        var run = await host.Dotnet.Client.TriggerAsync(new WorkflowTrigger("pair/dotnet-parent") { Payload = new Job("dishes", Fails: true) }, Cancellation);
        await _server.AdvanceAsync(TimeSpan.FromHours(3));

        AssertJson(
            """
            {"own":{"isFailed":true,"isCanceled":false,"result":null},
             "through":{"isFailed":false,"isCanceled":false,"result":{"child":null,"isFailed":true}}}
            """, await ResultAsync(run.RunId));
    }

    [Fact]
    public async Task The_CSharp_client_starts_finds_and_wakes_a_JavaScript_run()
    {
        var client = host.Dotnet.Client;
        var run = await client.TriggerAsync(new WorkflowTrigger("wait") { RunId = "mixed-1", Label = "mixed", Payload = new { @event = "parcel" } }, Cancellation);
        await _server.DeliverAsync();
        var notified = await client.NotifyAsync("parcel", new { weight = 7 }, Cancellation);
        await _server.DeliverAsync();

        Assert.Equal("wfr_mixed-1", Assert.Single(notified).WorkflowRunId);
        AssertJson("""{"eventData":{"weight":7},"timeout":false}""", await ResultAsync(run.RunId));
    }

    [Fact]
    public async Task The_official_client_starts_finds_and_wakes_a_CSharp_run()
    {
        var triggered = await _sdk.CallAsync("workflow", "trigger", new { url = $"{_sdk.Url}/pair/dotnet-payment", body = "invoice-7", label = "mixed" });
        await _server.DeliverAsync();
        Assert.Single((await _sdk.CallAsync("workflow", "getWaiters", new { eventId = "invoice-7" }))!.AsArray());
        await _sdk.CallAsync("workflow", "notify", new { eventId = "invoice-7", eventData = new { amount = 12.5 } });
        await _server.DeliverAsync();

        AssertJson("12.5", await ResultAsync((string)triggered!["workflowRunId"]!));
    }

    private async Task<string?> ResultAsync(string runId)
    {
        var logs = await _sdk.CallAsync("workflow", "logs", new { workflowRunId = runId });
        return (string?)Assert.Single(logs!["runs"]!.AsArray())!["workflowRunResponse"];
    }

    private static void AssertJson(string expected, string? actual) => Assert.True(
        actual is not null && JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"expected {expected}, got {actual}");
}
