using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>The positive scenarios, with what their clients called.</summary>
internal static partial class Scenarios
{
    private static readonly DateTimeOffset s_moment = DateTimeOffset.FromUnixTimeSeconds(1_893_456_000);

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("01-trigger-variants", TriggerVariantsAsync),
        new("02-run-sleepuntil-run", host => Trigger(host, new WorkflowTrigger("wf/run-sleep-run")
        {
            RunId = "reminder-1", Label = "reminder", Headers = new Dictionary<string, string> { ["x-tenant"] = "t1" },
            Payload = new { subscriptionId = "sub-42", remindAt = "2030-01-01T00:00:00Z" },
        })),
        new("03-sleep-forms", host => Trigger(host, new WorkflowTrigger("wf/sleep-duration") { RunId = "sleeps-1" })),
        new("04-step-values", host => Trigger(host, new WorkflowTrigger("wf/values") { RunId = "values-1", Payload = "“unicode” payload é" })),
        new("18-cancel-during-sleep", CancelDuringSleepAsync),
    ];

    private static Task<TriggeredRun> Trigger(WorkflowHost host, WorkflowTrigger trigger) =>
        host.Get<WorkflowClient>().TriggerAsync(trigger, TestContext.Current.CancellationToken);

    private static async Task TriggerVariantsAsync(WorkflowHost host)
    {
        var simple = new WorkflowTrigger("wf/run-sleep-run");
        await Trigger(host, simple with { RunId = "hx4pyuN1NCset78nXNedf" });
        var own = simple with { RunId = "sub-42-2030-01-01", Payload = new { subscriptionId = "sub-42" } };
        Assert.False((await Trigger(host, own)).Deduplicated);
        Assert.Equal(new TriggeredRun("wfr_sub-42-2030-01-01", true, "msg_dummy0003"), await Trigger(host, own));
        await Trigger(host, simple with
        {
            RunId = "all-options", Payload = "text body", Delay = TimeSpan.FromHours(1), Retries = 5, RetryDelay = "1000 * (1 + retried)",
            Label = "team-a,reminder", Headers = new Dictionary<string, string> { ["Content-Type"] = "text/plain", ["X-User"] = "u1" },
            FlowControl = new FlowControl("reminders") { Parallelism = 5, Rate = 10, Period = TimeSpan.FromMinutes(10) },
            FailureUrl = "http://127.0.0.1:18081/failure-handler", RedactFields = ["body", "header[Authorization]"],
        });
        await Trigger(host, simple with
        {
            RunId = "not-before", Payload = new { a = 1 }, NotBefore = s_moment, Delay = TimeSpan.FromMinutes(1), Label = "single",
        });
        await Trigger(host, simple with { RunId = "r3", Retries = 3 });
        await Trigger(host, simple with { RunId = "r0", Retries = 0 });
        var runs = await host.Get<WorkflowClient>().TriggerManyAsync(
            [new("wf/parallel") { RunId = "batch-1", Payload = 1 }, new("wf/parallel") { RunId = "batch-2", Payload = new List<int> { 1, 2 } }],
            TestContext.Current.CancellationToken);
        Assert.Equal(["wfr_batch-1", "wfr_batch-2"], runs.Select(run => run.RunId));
        await Assert.ThrowsAsync<ArgumentException>(() => Trigger(host, simple with { Label = "has space" }));
    }

    private static async Task CancelDuringSleepAsync(WorkflowHost host)
    {
        await Trigger(host, new WorkflowTrigger("wf/run-sleep-run")
        {
            RunId = "cancel-1", Payload = new { subscriptionId = "sub-1", remindAt = "2030-01-01T00:00:00Z" },
        });
        var client = host.Get<WorkflowClient>();
        Assert.Equal(1, await client.CancelAsync(["wfr_cancel-1"], TestContext.Current.CancellationToken));
        Assert.Equal(0, await client.CancelAsync(["wfr_cancel-1"], TestContext.Current.CancellationToken));
    }
}
