using System.Net;
using System.Text.Json.Nodes;

namespace SubTracker.Tests.QStash;

/// <summary>What a run starts elsewhere and waits for.</summary>
public sealed class InvocationTests : ServerTest
{
    [Theory]
    [InlineData("cancel=false", "\"done\"", false)]
    [InlineData("cancel=true", null, true)]
    public async Task The_end_of_an_invoked_run_is_a_step_of_its_invoker(string query, string? response, bool isCanceled)
    {
        await InvokeAsync();
        await Server.SendAsync(HttpMethod.Delete, $"/v2/workflows/runs/wfr_child?{query}", "done");
        await Server.DeliverAsync();

        // The parent's first delivery may still be on its way beside this one: the longer history is the later.
        var step = JsonNode.Parse(Endpoint.Deliveries.Where(delivery => delivery.Header["Upstash-Workflow-RunId"] == "wfr_parent")
            .MaxBy(delivery => delivery.Entries.Count)!.Entries[^1])!;
        var outcome = JsonNode.Parse((string)step["out"]!)!;
        Assert.Equal("child", (string?)step["stepName"]);
        Assert.Equal(response, (string?)outcome["body"]);
        Assert.Equal((false, isCanceled), ((bool)outcome["isFailed"]!, (bool)outcome["isCanceled"]!));
    }

    [Fact]
    public async Task An_invoked_run_gets_the_payload_alone()
    {
        await InvokeAsync();
        await Server.DeliverAsync();

        Assert.Equal(["payload"], Endpoint.Deliveries.Single(delivery => delivery.Header["Upstash-Workflow-RunId"] == "wfr_child").Entries);
    }

    [Fact]
    public async Task A_resumed_run_still_gets_the_event_it_waited_for()
    {
        Endpoint.Answer = delivery => Task.FromResult(new EndpointAnswer(delivery.Entries is [_, "breaking"] ? 500 : 200));
        await Server.TriggerAsync(Endpoint.Url, "wfr_1", header: new() { ["upstash-retries"] = "0", ["upstash-failure-callback"] = "" });
        await Server.PostAsync("/v2/wait/e", $$$"""{"url":"{{{Endpoint.Url}}}","timeout":"1d","step":{"stepId":2,"stepName":"wait","stepType":"Wait","concurrent":2}}""",
            HttpStatusCode.OK, ("Upstash-Workflow-RunId", "wfr_1"), ("Upstash-Workflow-Init", "false"));
        await Server.SubmitAsync(Endpoint.Url, "wfr_1", "breaking");
        await Server.DeliverAsync();
        Assert.Empty((await Server.SendAsync(HttpMethod.Get, "/v2/waiters/e"))!.AsArray());

        Endpoint.Answers(EndpointAnswer.Ok);
        var letter = (await Server.SendAsync(HttpMethod.Get, "/v2/workflows/dlq"))!["messages"]![0]!;
        var resumed = await Server.SendAsync(HttpMethod.Post, $"/v2/workflows/dlq/resume/{letter["dlqId"]}");
        var notified = await Server.PostAsync("/v2/notify/e", "news", HttpStatusCode.Created);
        await Server.DeliverAsync();

        Assert.Equal((string?)resumed!["workflowRunId"], (string?)notified![0]!["workflowRunId"]);
        // The run goes on and has its event at once, in whichever order they arrive.
        Assert.Contains(Endpoint.Deliveries, delivery =>
            delivery.Entries.Count == 3 && delivery.Header["Upstash-Workflow-RunId"] == (string?)resumed["workflowRunId"]);
    }

    [Fact]
    public async Task Nobody_waits_in_a_run_that_ended()
    {
        await Server.TriggerAsync(Endpoint.Url, "wfr_1");
        await Server.FinishAsync("wfr_1");

        await Server.PostAsync("/v2/wait/e", $$"""{"url":"{{Endpoint.Url}}"}""", HttpStatusCode.BadRequest, ("Upstash-Workflow-RunId", "wfr_1"));
        await Server.PostAsync("/v2/notify/wfr_1/e", "news", HttpStatusCode.NotFound);
        await Server.PostAsync("/v2/workflows/hooks/user/wfr_1/e", "news", HttpStatusCode.NotFound);
    }

    private async Task InvokeAsync()
    {
        await Server.TriggerAsync(Endpoint.Url, "wfr_parent");
        await Server.BatchAsync(HttpStatusCode.OK, WorkflowRequests.TriggerItem(Endpoint.Url, "wfr_child", $$$"""
            {"body":"payload","headers":{"Upstash-Workflow-RunId":["wfr_parent"]},"workflowRunId":"wfr_parent","workflowRunCreatedAt":1,
             "workflowUrl":"{{{Endpoint.Url}}}","step":{"stepId":1,"stepName":"child","stepType":"Invoke","concurrent":1}}
            """, new() { ["upstash-workflow-invoke"] = "true" }));
    }
}
