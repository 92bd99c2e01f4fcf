using System.Net;
using System.Text;
using System.Text.Json;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Workflows;

/// <summary>Deliveries beyond the recordings.</summary>
public sealed class DeliveryTests
{
    private static readonly (string, string) s_step = ("Upstash-Workflow-Sdk-Version", "1");

    [Fact]
    public async Task An_empty_list_is_no_reason_to_run_without_a_payload()
    {
        var qstash = new Accepting();
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(qstash);
        using var response = await host.DeliverAsync("[]", s_step);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(qstash.Requests);
    }

    [Fact]
    public async Task A_fetched_list_without_the_delivered_message_is_not_run_either()
    {
        var qstash = new Accepting();
        qstash.Answers["GET /v2/workflows/runs/wfr_1"] = """[{"messageId":"msg_7","body":""},{"messageId":"msg_8","body":"e30="}]""";
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(qstash);
        using var response = await host.DeliverAsync("", s_step);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Single(qstash.Requests);
    }

    [Fact]
    public async Task A_fetched_list_counts_up_to_the_delivered_message_only()
    {
        var qstash = new Accepting();
        var entries = new[] { Entry("msg_0", "Ada"), Entry("msg_1", Plan("left", 1)), Entry("msg_2", Plan("right", 2)) };
        qstash.Answers["GET /v2/workflows/runs/wfr_1"] = JsonSerializer.Serialize(entries);
        await using var host = await Deliveries.StartAsync<Both>(qstash);
        using var response = await host.DeliverAsync("", s_step);
        Assert.Contains("\\\"stepName\\\":\\\"left\\\"", qstash.Requests[^1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("right", qstash.Requests[^1].Body, StringComparison.Ordinal);

        static object Entry(string messageId, string body) =>
            new { messageId, callType = "step", body = Convert.ToBase64String(Encoding.UTF8.GetBytes(body)) };

        static string Plan(string stepName, int targetStep) =>
            JsonSerializer.Serialize(new { stepId = 0, stepName, stepType = "Run", concurrent = 2, targetStep });
    }

    [Fact]
    public async Task A_failure_that_was_not_ours_is_told_as_it_was()
    {
        await using var host = await Deliveries.StartAsync<Telling>(new Accepting());
        var callback = new
        {
            status = 502,
            header = new { Server = "proxy" },
            dlqId = "1-0",
            body = Convert.ToBase64String("<html>bad gateway"u8),
            sourceBody = Convert.ToBase64String("Ada"u8),
        };
        using var response = await host.DeliverAsync(JsonSerializer.Serialize(callback), ("Upstash-Workflow-Is-Failure", "true"));
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Ada: 502 <html>bad gateway from proxy, 1-0", answer.RootElement.GetProperty("result").GetString());
    }

    [Fact]
    public async Task A_failure_function_that_throws_is_called_again()
    {
        await using var host = await Deliveries.StartAsync<Telling>(new Accepting());
        var callback = JsonSerializer.Serialize(new { status = 500, sourceBody = Convert.ToBase64String("throw"u8) });
        using var response = await host.DeliverAsync(callback, ("Upstash-Workflow-Is-Failure", "true"));
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task A_run_of_a_newer_protocol_is_not_guessed_at()
    {
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(new Accepting());
        using var response = await host.DeliverAsync(Deliveries.Payload, ("Upstash-Workflow-Sdk-Version", "2"));
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task A_service_without_QStash_says_what_it_lacks()
    {
        var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateSlimBuilder();
        await using var app = builder.Build();
        var exception = Assert.Throws<InvalidOperationException>(() => app.MapWorkflow<Deliveries.Greeting>("/greet"));
        Assert.Contains("AddUpstash", exception.Message, StringComparison.Ordinal);
    }

    private sealed class Both : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) => Task.WhenAll(
            context.RunAsync("left", _ => Task.CompletedTask), context.RunAsync("right", _ => Task.CompletedTask));
    }

    private sealed class Telling : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) => context.RunAsync("step", _ => Task.CompletedTask);

        protected override Task<object?> OnFailureAsync(WorkflowFailure failure, string input, CancellationToken cancellationToken) => input == "throw"
            ? throw new InvalidOperationException("failure function failed")
            : Task.FromResult<object?>($"{input}: {failure.Status} {failure.Message} from {failure.Headers["server"][0]}, {failure.DeadLetterId}");
    }
}
