using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>The positive scenarios, with what their clients called and where we differ on purpose.</summary>
internal static partial class Scenarios
{
    private static readonly object s_empty = new();
    private static readonly object s_reminder = new { subscriptionId = "s", remindAt = "2030-01-01T00:00:00Z" };

    private static readonly Dictionary<string, string> s_tenant = new() { ["x-tenant"] = "t1" };

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("01-trigger-variants", TriggerVariantsAsync)
        {
            Exception = "the random run id of the first trigger is given; durations are compared by their length (`1h` is `3600s`), here and everywhere",
        },
        Triggered("02-run-sleepuntil-run", new WorkflowTrigger("wf/run-sleep-run")
        {
            RunId = "reminder-1", Label = "reminder", Headers = s_tenant,
            Payload = new { subscriptionId = "sub-42", remindAt = "2030-01-01T00:00:00Z" },
        }),
        Triggered("03-sleep-forms", new WorkflowTrigger("wf/sleep-duration") { RunId = "sleeps-1" }),
        Triggered("04-step-values", new WorkflowTrigger("wf/values") { RunId = "values-1", Payload = "“unicode” payload é" }),
        Triggered("05-parallel-two-runs", new WorkflowTrigger("wf/parallel") { RunId = "par-1", Payload = s_empty }),
        Triggered("06-parallel-with-sleeps", new WorkflowTrigger("wf/parallel-sleep") { RunId = "par-2", Payload = s_empty }),
        Triggered("07-call", new WorkflowTrigger("wf/call") { RunId = "call-1", Payload = s_empty, Headers = s_tenant }) with
        {
            Exception = "the official SDK answers call results with a random run id, we with the run's own",
        },
        new("08-wait-notify", WaitNotifyAsync) { IsClients = exchange => exchange.During.Count == 0 || exchange.Path.StartsWith("/v2/notify", StringComparison.Ordinal) },
        Triggered("09-wait-timeout", new WorkflowTrigger("wf/wait-number") { RunId = "wait-2", Payload = s_empty }),
        new("10-wait-parallel-lookback", WaitParallelAsync),
        Triggered("11-notify-step", new WorkflowTrigger("wf/notify") { RunId = "notify-1", Payload = s_empty }),
        Triggered("12-invoke", new WorkflowTrigger("many/parent") { RunId = "parent-1", Payload = s_empty }),
        Triggered("13-fail500-retries-dlq", new WorkflowTrigger("wf/fail500")
        {
            RunId = "fail-1", Label = "reminder", Headers = s_tenant, Payload = new { subscriptionId = "sub-9" },
        }),
        Triggered("14-fail-once-then-ok", new WorkflowTrigger("wf/fail-once") { RunId = "flaky-1", Payload = s_empty }),
        Triggered("15-fail-no-failure-function", new WorkflowTrigger("wf/fail-nofn") { RunId = "nofn-1", Payload = s_empty, Retries = 0 }),
        Triggered("16-nonretryable", new WorkflowTrigger("wf/nonretryable") { RunId = "nr-1", Payload = "x" }),
        Triggered("17-retry-after", new WorkflowTrigger("wf/retry-after") { RunId = "ra-1", Payload = s_empty }),
        new("18-cancel-during-sleep", CancelDuringSleepAsync),
        new("19-cancel-forms", CancelFormsAsync),
        Triggered("20-context-cancel", new WorkflowTrigger("wf/ctx-cancel") { RunId = "cc-1", Payload = s_empty }),
        Triggered("21-append-to-cancelled", new WorkflowTrigger("wf/run-sleep-run") { RunId = "late-1", Payload = s_reminder }),
        Triggered("22-no-steps-auth-fail",
            new WorkflowTrigger("wf/no-steps") { RunId = "ns-1", Payload = s_empty, Retries = 0 },
            new WorkflowTrigger("wf/throws-before") { RunId = "tb-1", Payload = s_empty, Retries = 0 }),
        Triggered("23-step-mismatch",
            new WorkflowTrigger("wf/mismatch") { RunId = "mm-1", Payload = s_empty, Retries = 0 },
            new WorkflowTrigger("wf/mismatch-type") { RunId = "mm-2", Payload = s_empty, Retries = 0 },
            new WorkflowTrigger("wf/mismatch-parallel") { RunId = "mm-3", Payload = s_empty, Retries = 0 },
            new WorkflowTrigger("wf/nested") { RunId = "mm-4", Payload = s_empty, Retries = 0 }),
        Triggered("24-duplicate-delivery", new WorkflowTrigger("wf/run-sleep-run") { RunId = "dup-1", Payload = s_reminder }),
        Triggered("25-lazy-fetch", new WorkflowTrigger("wf/run-sleep-run") { RunId = "lazy-1", Payload = s_reminder }),
        Triggered("26-lazy-fetch-call", new WorkflowTrigger("wf/call") { RunId = "lazy-2", Payload = s_empty, Retries = 0 }) with
        {
            Exception = "an empty call result is fetched and stored (200); the official SDK parses the empty body and fails (500)",
            OwnStatus = new Dictionary<int, int> { [5] = 200 },
            Answers = new Dictionary<string, string>
            {
                ["GET /v2/workflows/runs/wfr_lazy-2"] = """[{"messageId":"msg_dummy0001","body":"e30="},{"messageId":"msg_dummy0003","callType":"fromCallback","body":"eyJzdGF0dXMiOjIwMSwiYm9keSI6ImUzMD0ifQ=="}]""",
                ["POST /v2/publish/http://127.0.0.1:18081/wf/call"] = """{"messageId":"msg_dummy0004"}""",
            },
        },
        Triggered("27-webhook", new WorkflowTrigger("wf/webhook") { RunId = "hook-1", Payload = s_empty }) with
        {
            Exception = "the webhook is called by somebody outside, not by a client of ours; its random event id is not compared",
            IsLeftOut = exchange => exchange.Path.StartsWith("/v2/workflows/hooks", StringComparison.Ordinal),
        },
        Triggered("28-signature", new WorkflowTrigger("wf/parallel") { RunId = "sig-1", Payload = s_empty }) with
        {
            Exception = "a rejected signature is 401 (there: 500), and so is one for another address (there: accepted); the next key is accepted by both",
            SignedAt = DateTimeOffset.FromUnixTimeSeconds(1_795_418_493),
            OwnStatus = new[] { 3, 5, 7, 9, 11, 13, 16 }.ToDictionary(seq => seq, _ => 401),
            IsClients = exchange => exchange.Seq == 1,
            IsLeftOut = exchange => exchange.Seq == 15,
            Delivery = _ => 19,
        },
        new("29-direct-first-invocation", _ => Task.CompletedTask)
        {
            Exception = "a request that is no delivery of a run is 401; the official SDK starts a run with it",
            OwnStatus = new Dictionary<int, int> { [1] = 401 },
            IsLeftOut = _ => true,
        },
        new("30-unknown-sdk-trigger", _ => Task.CompletedTask)
        {
            Exception = "the REST trigger is made by hand there; when the run is started again we forward the user's headers only, "
                + "not those of the connection and of QStash itself, which no server may pass on",
            IsLeftOut = exchange => exchange.Seq == 1,
        },
        new("31-client-logs-dlq", LogsAndDeadLettersAsync),
        new("32-client-errors", ErrorsAsync) { Exception = "our exceptions have names and messages of their own" },
        Triggered("33-quota-412-in-step", new WorkflowTrigger("wf/run-sleep-run") { RunId = "quota-1", Payload = s_reminder, Retries = 0 }),
        Triggered("34-qstash-down-in-step", new WorkflowTrigger("wf/run-sleep-run") { RunId = "down-1", Payload = s_reminder, Retries = 1 }),
        new("35-qstash-client-requests", PlainClientAsync),
        Triggered("39-redelivery-after-lost-answer", new WorkflowTrigger("wf/run-sleep-run") { RunId = "lost-1", Payload = s_reminder }),
    ];

    private static Scenario Triggered(string name, params WorkflowTrigger[] triggers) => new(name, async host =>
    {
        foreach (var trigger in triggers)
            await Trigger(host, trigger);
    });

    private static Task<TriggeredRun> Trigger(WorkflowHost host, WorkflowTrigger trigger) =>
        host.Get<WorkflowClient>().TriggerAsync(trigger, TestContext.Current.CancellationToken);
}
