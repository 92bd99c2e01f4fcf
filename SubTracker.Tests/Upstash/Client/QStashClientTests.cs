using Microsoft.Extensions.DependencyInjection;
using SubTracker.Tests.Upstash.Workflows;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Client;

/// <summary>What the recordings do not show of the clients: which request a method makes, and what it reads from the answer.</summary>
public sealed class QStashClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, Func<QStashClient, Task>> Requests => new()
    {
        { "GET /v2/keys", """{"current":"sig_1","next":"sig_2"}""", async c => Assert.Equal(new SigningKeys("sig_1", "sig_2"), await c.Keys.GetAsync(Token)) },
        { "POST /v2/keys/rotate", """{"current":"sig_2","next":"sig_3"}""", async c => Assert.Equal("sig_3", (await c.Keys.RotateAsync(Token)).Next) },
        { "GET /v2/queues", """[{"name":"q","parallelism":2,"lag":3,"createdAt":1700000000000}]""", async c =>
            Assert.Equal(("q", 2, 3, 1_700_000_000), Read(Assert.Single(await c.Queues.ListAsync(Token)))) },
        { "GET /v2/queues/a%20b", """{"name":"a b","paused":true}""", async c => Assert.True((await c.Queues.GetAsync("a b", Token)).Paused) },
        { "POST /v2/queues/q/pause", "", c => c.Queues.PauseAsync("q", Token) },
        { "POST /v2/queues/q/resume", "", c => c.Queues.ResumeAsync("q", Token) },
        { "DELETE /v2/queues/q", "", c => c.Queues.DeleteAsync("q", Token) },
        { "GET /v2/schedules", """[{"scheduleId":"s","cron":"* * * * *","isPaused":true,"header":{"X":["1"],"Y":"2"}}]""", async c =>
            Assert.Equal(["1", "2"], Assert.Single(await c.Schedules.ListAsync(Token)).Header!.SelectMany(h => h.Value)) },
        { "PATCH /v2/schedules/s/resume", "", c => c.Schedules.ResumeAsync("s", Token) },
        { "GET /v2/topics", """[{"name":"g","endpoints":[{"url":"http://a.example","name":"a"}]}]""", async c =>
            Assert.Equal(new UrlGroupEndpoint("http://a.example", "a"), Assert.Single(Assert.Single(await c.UrlGroups.ListAsync(Token)).Endpoints)) },
        { "GET /v2/topics/g", """{"name":"g","endpoints":[]}""", async c => Assert.Equal("g", (await c.UrlGroups.GetAsync("g", Token)).Name) },
        { "DELETE /v2/topics/g/endpoints", "", c => c.UrlGroups.RemoveAsync("g", [new UrlGroupEndpoint(null, "a")], Token) },
        { "DELETE /v2/topics/g", "", c => c.UrlGroups.DeleteAsync("g", Token) },
        { "GET /v2/dlq/1-0", """{"dlqId":"1-0","responseStatus":500,"createdAt":"1700000000000"}""", async c =>
            Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), (await c.DeadLetters.GetAsync("1-0", Token)).CreatedAt) },
        { "POST /v2/dlq/retry?dlqIds=1-0&dlqIds=2-0", """{"responses":[{"messageId":"msg_9"}]}""", async c =>
            Assert.Equal("msg_9", Assert.Single(await c.DeadLetters.RetryAsync(["1-0", "2-0"], Token)).MessageId) },
        { "POST /v2/flowControl/k/pause", "", c => c.FlowControl.PauseAsync("k", Token) },
        { "POST /v2/flowControl/k/resume", "", c => c.FlowControl.ResumeAsync("k", Token) },
        { "POST /v2/flowControl/k/pin?rate=1", "", c => c.FlowControl.PinAsync(new FlowControl("k") { Rate = 1 }, Token) },
        { "POST /v2/flowControl/k/unpin?parallelism=true&rate=true", "", c => c.FlowControl.UnpinAsync("k", Token) },
        { "POST /v2/flowControl/k/resetRate", "", c => c.FlowControl.ResetRateAsync("k", Token) },
        { "POST /v2/publish/group", """[{"messageId":"msg_1","url":"http://a.example"},{"messageId":"msg_2","deduplicated":true}]""", async c =>
            Assert.Equal([false, true], (await c.PublishToGroupAsync(new QStashMessage("group"), Token)).Select(m => m.Deduplicated)) },
        { "GET /v2/events?messageId=msg_1&fromDate=1700000000000", """{"cursor":"next","events":[{"time":1700000000000,"state":"DELIVERED","messageId":"msg_1"}]}""",
            async c => Assert.Equal("DELIVERED", Assert.Single((await c.GetEventsAsync(
                new QStashEventFilter { MessageId = "msg_1", From = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000) }, Token)).Events).State) },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_method_makes_its_request_and_reads_the_answer(string request, string answer, Func<QStashClient, Task> call)
    {
        var qstash = new Accepting { Answers = { [request] = answer } };
        await using var services = Clients.Of(qstash);
        await call(services.GetRequiredService<QStashClient>());
        Assert.Equal([request], qstash.Requests.Select(r => r.What));
    }

    [Fact]
    public async Task A_log_is_read_with_all_that_it_tells()
    {
        var qstash = new Accepting();
        qstash.Answers["GET /v2/workflows/events?groupBy=workflowRunId&workflowRunId=wfr_1"] = """
            {"cursor":"","runs":[{"workflowRunId":"wfr_1","workflowState":"RUN_FAILED","workflowRunCreatedAt":1700000000000,"dlqId":"1-0","labels":["a"],
              "invoker":{"workflowRunId":"wfr_0","workflowUrl":"http://a.example"},
              "failureFunction":{"state":"CALLBACK_SUCCESS","failStatus":500},
              "steps":[
                {"type":"sequential","steps":[{"callType":"step","stepName":"init","stepType":"Initial","out":"{}","createdAt":1700000000000,"headers":{"X":["1"]},"state":"STEP_SUCCESS"}]},
                {"type":"sequential","steps":[{"stepId":1,"stepName":"until","stepType":"SleepUntil","sleepUntil":1700000001000,"state":"STEP_SUCCESS"}]},
                {"type":"next","steps":[{"messageId":"msg_3","state":"STEP_RETRY","retries":1,"errors":[{"error":"boom","status":500,"time":1700000002000}]}]}]}]}
            """;
        await using var services = Clients.Of(qstash);
        var page = await services.GetRequiredService<WorkflowClient>().GetLogsAsync(new WorkflowLogFilter { RunId = "wfr_1" }, Token);
        var run = Assert.Single(page.Runs);
        Assert.Equal(("RUN_FAILED", "wfr_0", 500), (run.WorkflowState, run.Invoker!.WorkflowRunId, run.FailureFunction!.FailStatus));
        Assert.Equal(["init", "until", null], run.Steps.Select(group => group.Steps[0].StepName));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_001), run.Steps[1].Steps[0].SleepUntil);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_002), Assert.Single(run.Steps[2].Steps[0].Errors!).Time);
    }

    [Fact]
    public async Task Everything_is_cancelled_page_by_page()
    {
        var answers = new Queue<string>(["""{"cancelled":100}""", """{"cancelled":100}""", """{"cancelled":7}"""]);
        await using var services = Clients.Of(new InTurn(answers));
        Assert.Equal(207, await services.GetRequiredService<WorkflowClient>().CancelAllAsync(Token));
    }

    private static (string, int, int?, long) Read(QueueState queue) => (queue.Name, queue.Parallelism, queue.Lag, queue.CreatedAt!.Value.ToUnixTimeSeconds());

    private sealed class InTurn(Queue<string> answers) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(answers.Dequeue()) });
    }
}
