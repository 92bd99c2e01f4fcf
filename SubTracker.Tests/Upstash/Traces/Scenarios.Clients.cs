using System.Net;
using Microsoft.Extensions.Options;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>Clients that do more than start a run.</summary>
internal static partial class Scenarios
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task TriggerVariantsAsync(WorkflowHost host)
    {
        var simple = new WorkflowTrigger("wf/run-sleep-run");
        await Trigger(host, simple with { RunId = "hx4pyuN1NCset78nXNedf" });
        var own = simple with { RunId = "sub-42-2030-01-01", Payload = new { subscriptionId = "sub-42" } };
        Assert.False((await Trigger(host, own)).Deduplicated);
        Assert.Equal(new TriggeredRun("wfr_sub-42-2030-01-01", true, "msg_dummy0003"), await Trigger(host, own));
        await Trigger(host, simple with
        {
            RunId = "all-options",
            Payload = "text body",
            Delay = TimeSpan.FromHours(1),
            Retries = 5,
            RetryDelay = "1000 * (1 + retried)",
            Label = "team-a,reminder",
            Headers = new Dictionary<string, string> { ["Content-Type"] = "text/plain", ["X-User"] = "u1" },
            FlowControl = new FlowControl("reminders") { Parallelism = 5, Rate = 10, Period = TimeSpan.FromMinutes(10) },
            FailureUrl = "http://127.0.0.1:18081/failure-handler",
            RedactFields = ["body", "header[Authorization]"],
        });
        await Trigger(host, simple with
        {
            RunId = "not-before",
            Payload = new { a = 1 },
            Delay = TimeSpan.FromMinutes(1),
            Label = "single",
            NotBefore = DateTimeOffset.FromUnixTimeSeconds(1_893_456_000),
        });
        await Trigger(host, simple with { RunId = "r3", Retries = 3 });
        await Trigger(host, simple with { RunId = "r0", Retries = 0 });
        var runs = await host.Get<WorkflowClient>().TriggerManyAsync(
            [new("wf/parallel") { RunId = "batch-1", Payload = 1 }, new("wf/parallel") { RunId = "batch-2", Payload = new List<int> { 1, 2 } }],
            Token);
        Assert.Equal(["wfr_batch-1", "wfr_batch-2"], runs.Select(run => run.RunId));
        await Assert.ThrowsAsync<ArgumentException>(() => Trigger(host, simple with { Label = "has space" }));
    }

    private static async Task WaitNotifyAsync(WorkflowHost host)
    {
        await Trigger(host, new WorkflowTrigger("wf/wait") { RunId = "wait-1", Payload = s_empty });
        var client = host.Get<WorkflowClient>();
        var waiter = Assert.Single(await client.GetWaitersAsync("evt-payment-1", Token));
        Assert.Equal(1_795_425_681, waiter.Deadline);
        Assert.Equal(["wfr_wait-1"], waiter.Headers!["Upstash-Workflow-RunId"]);
        var notified = Assert.Single(await client.NotifyAsync("evt-payment-1", new { amount = 100 }, Token));
        Assert.Equal("msg_dummy0003", notified.MessageId);
        Assert.Empty(await client.NotifyAsync("evt-payment-1", "text", Token));
    }

    private static async Task WaitParallelAsync(WorkflowHost host)
    {
        var notified = await host.Get<WorkflowClient>().NotifyAsync("evt-par-1", "early", Token, "wfr_wait-3");
        Assert.Null(Assert.Single(notified).Waiter);
        await Trigger(host, new WorkflowTrigger("wf/wait-parallel") { RunId = "wait-3", Payload = s_empty });
    }

    private static async Task CancelDuringSleepAsync(WorkflowHost host)
    {
        await Trigger(host, new WorkflowTrigger("wf/run-sleep-run")
        {
            RunId = "cancel-1",
            Payload = new { subscriptionId = "sub-1", remindAt = "2030-01-01T00:00:00Z" },
        });
        var client = host.Get<WorkflowClient>();
        Assert.Equal(1, await client.CancelAsync(["wfr_cancel-1"], Token));
        Assert.Equal(0, await client.CancelAsync(["wfr_cancel-1"], Token));
    }

    private static async Task CancelFormsAsync(WorkflowHost host)
    {
        foreach (var id in new[] { "c1", "c2", "c3" })
            await Trigger(host, new WorkflowTrigger("wf/parallel") { RunId = id, Label = "lab" });
        var client = host.Get<WorkflowClient>();
        Assert.Equal(1, await client.CancelAsync(["wfr_c1", "wfr_missing"], Token));
        Assert.Equal(1, await client.CancelAsync(["wfr_c2"], Token));
        Assert.Equal(1, await client.CancelAsync(new WorkflowFilter { Url = "wf/parallel" }, Token));
        var prefix = new WorkflowFilter { Url = "wf/", UrlIsPrefix = true };
        Assert.Equal(0, await client.CancelAsync(prefix, Token));
        Assert.Equal(0, await client.CancelAsync(prefix, Token));
        var labelled = new WorkflowFilter
        {
            Labels = ["lab", "x"],
            From = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
            To = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000),
        };
        Assert.Equal(0, await client.CancelAsync(labelled, Token, atMost: 5));
        Assert.Equal(0, await client.CancelAllAsync(Token));
        await Assert.ThrowsAsync<ArgumentException>(() => client.CancelAsync(new WorkflowFilter(), Token));
    }

    private static async Task LogsAndDeadLettersAsync(WorkflowHost host)
    {
        var client = host.Get<WorkflowClient>();
        var moment = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        Assert.Empty((await client.GetLogsAsync(new WorkflowLogFilter(), Token)).Runs);
        await client.GetLogsAsync(new WorkflowLogFilter
        {
            Cursor = "cur",
            Count = 5,
            RunId = "wfr_x",
            State = "RUN_FAILED",
            Url = "wf/x",
            Labels = ["a", "b"],
            CreatedAt = moment,
            From = moment,
            MessageId = "msg_x",
        }, Token);
        await client.GetLogsAsync(new WorkflowLogFilter { RunId = "wfr_x", State = "RUN_SUCCESS" }, Token);

        var letters = client.DeadLetters;
        Assert.Empty((await letters.ListAsync(new DeadLetterFilter
        {
            Cursor = "c",
            Count = 10,
            RunId = "wfr_x",
            Labels = ["a"],
            FailureFunctionState = "CALLBACK_FAIL",
        }, Token)).Messages);
        var resumed = await letters.ResumeAsync(
            ["dlq-1"], Token, new RunOverrides { Retries = 2, FlowControl = new FlowControl("k") { Parallelism = 1 } });
        Assert.Equal(("wfr_resumed-dummy", 1_795_418_494_969), (resumed[0].RunId, resumed[0].CreatedAt!.Value.ToUnixTimeMilliseconds()));
        await letters.ResumeAsync(["dlq-1", "dlq-2"], Token);
        await letters.RestartAsync(new DeadLetterFilter { Url = "wf/x", Count = 7 }, Token);
        await letters.RestartAsync(["dlq-1"], Token, new RunOverrides { Retries = 1 });
        Assert.Equal(1, await letters.DeleteAllAsync(Token));
        Assert.Equal(1, await letters.DeleteAsync(["dlq-1"], Token));
        Assert.Equal("wfr_dummy", (await letters.RetryFailureFunctionAsync("dlq-1", Token)).RunId);
    }

    private static async Task ErrorsAsync(WorkflowHost host)
    {
        var options = host.Get<IOptions<UpstashOptions>>().Value;
        Task<UpstashException> Refused(string id) => Assert.ThrowsAnyAsync<UpstashException>(() =>
            Trigger(host, new WorkflowTrigger("wf/parallel") { RunId = id }));

        var token = options.Token;
        options.Token = "wrong";
        Assert.Equal(HttpStatusCode.Unauthorized, (await Refused("swFERQHpYkiAL744XarG7")).Status);
        options.Token = token;
        Assert.Equal(
            "QStash answered 400: invalid destination url: endpoint has invalid scheme, add http:// or https://", (await Refused("err")).Message);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Refused("err")).Status);
        var burst = Assert.IsType<UpstashRateLimitException>(await Refused("err"));
        Assert.Equal((UpstashRateLimit.Burst, 100, 0), (burst.Limit, burst.Allowed, burst.Remaining));
        var daily = Assert.IsType<UpstashRateLimitException>(await Refused("err"));
        Assert.Equal((UpstashRateLimit.Daily, 1000, DateTimeOffset.FromUnixTimeSeconds(1_893_456_000)), (daily.Limit, daily.Allowed, daily.ResetsAt));
        Assert.Equal("""{"error":"internal (dummy text)"}""", (await Refused("err")).Body);
        Assert.Equal("QStash answered 500: nothing", (await Refused("err")).Message);
    }

    private static async Task PlainClientAsync(WorkflowHost host)
    {
        var client = host.Get<QStashClient>();
        var message = new QStashMessage("http://127.0.0.1:18081/x");
        var published = await client.PublishAsync(message with
        {
            Body = new { a = 1 },
            Headers = new Dictionary<string, string> { ["X-H"] = "1" },
            Delay = TimeSpan.FromSeconds(10),
            Retries = 2,
            RetryDelay = "1000",
            Timeout = TimeSpan.FromSeconds(5),
            Callback = "http://127.0.0.1:18081/cb",
            Label = "l",
            DeduplicationId = "d1",
            FailureCallback = "http://127.0.0.1:18081/fcb",
            FlowControl = new FlowControl("k") { Rate = 1, Period = TimeSpan.FromMinutes(1) },
        }, Token);
        Assert.Equal("msg_a", published.MessageId);
        await client.PublishAsync(new QStashMessage("http://127.0.0.1:18081/x?q=1")
        {
            Method = HttpMethod.Get,
            NotBefore = DateTimeOffset.FromUnixTimeSeconds(1_893_456_000),
            ContentBasedDeduplication = true,
        }, Token);
        await client.BatchAsync([message with { Body = new { a = 1 } }, new("http://127.0.0.1:18081/y") { Queue = "q1" }], Token);
        Assert.Equal("http://127.0.0.1:18081/x", (await client.Messages.GetAsync("msg_a", Token)).Url);
        await client.Messages.CancelAsync("msg_a", Token);
        Assert.Equal(1, await client.Messages.CancelAsync(["msg_a", "msg_b"], Token));
        Assert.Equal(1, await client.Messages.CancelAllAsync(Token));
        Assert.Equal("scd_a", await client.Schedules.CreateAsync("0 9 * * *", message with { Body = s_empty }, Token, "s1"));
        await Assert.ThrowsAsync<UpstashException>(() => client.Schedules.ListAsync(Token));
        Assert.Equal("scd_a", (await client.Schedules.GetAsync("s1", Token)).ScheduleId);
        await client.Schedules.PauseAsync("s1", Token);
        await client.Schedules.DeleteAsync("s1", Token);
        Assert.Empty((await client.GetEventsAsync(new QStashEventFilter { Count = 5, State = "DELIVERED" }, Token)).Events);
        Assert.Empty((await client.DeadLetters.ListAsync(new MessageDeadLetterFilter { Url = "http://127.0.0.1:18081/x" }, Token)).Messages);
        await client.DeadLetters.DeleteAsync("d1", Token);
        await client.Queues.UpsertAsync("q1", 2, Token);
        await client.EnqueueAsync("q1", message with { Body = 1 }, Token);
        await client.UrlGroups.AddAsync("g1", [new("http://127.0.0.1:18081/x")], Token);
        await client.FlowControl.GetAsync("k", Token);
    }
}
