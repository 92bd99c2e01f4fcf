using System.Text;
using System.Text.Json.Nodes;
using SubTracker.QStash.Delivery;

namespace SubTracker.Tests.QStash;

public sealed class RetryTests : ServerTest
{
    [Fact]
    public async Task A_failing_delivery_is_repeated_after_growing_pauses_and_then_tells_of_its_failure()
    {
        var moments = new List<double>();
        var start = Server.Time.GetUtcNow();
        Endpoint.Answer = delivery =>
        {
            moments.Add(Math.Round((Server.Time.GetUtcNow() - start).TotalSeconds));
            return Task.FromResult(delivery.Header.ContainsKey("Upstash-Workflow-Is-Failure")
                ? EndpointAnswer.Ok
                : new EndpointAnswer(500, """{"error":"Error","message":"database is down"}"""));
        };

        await Server.TriggerAsync(Endpoint.Url, "wfr_1", """{"a":1}""");
        await Server.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal([0, 12, 161, 1969, 1969], moments);
        Assert.Equal(["0", "1", "2", "3"], Endpoint.Deliveries.Take(4).Select(delivery => delivery.Header["Upstash-Retried"]));
        Assert.Single(Endpoint.Deliveries.Take(4).Select(delivery => delivery.MessageId).Distinct());
        var failure = Endpoint.Deliveries[4];
        Assert.Equal("failureCall", failure.Header["Upstash-Workflow-CallType"]);
        Assert.DoesNotContain("Upstash-Workflow-Sdk-Version", failure.Header.Keys);
        var told = JsonNode.Parse(failure.Body)!;
        Assert.Equal(500, (int?)told["status"]);
        Assert.Equal(3, (int?)told["retried"]);
        Assert.Equal(3, (int?)told["maxRetries"]);
        Assert.Equal("wfr_1", (string?)told["workflowRunId"]);
        Assert.NotNull((string?)told["dlqId"]);
        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(Convert.FromBase64String((string)told["sourceBody"]!)));
        Assert.Contains("database is down", Encoding.UTF8.GetString(Convert.FromBase64String((string)told["body"]!)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Retry-After", "30", 30)]
    [InlineData("Retry-After", "2m", 120)]
    [InlineData("Retry-After", "Sat, 31 Jan 2026 09:01:30 GMT", 90)]
    [InlineData("X-RateLimit-Reset-Tokens", "45s", 45)]
    [InlineData("Retry-After", "2d", 12)]
    [InlineData("Retry-After", "soon", 12)]
    public async Task TheEndpoint_may_say_when_to_come_again(string name, string value, int seconds)
    {
        Endpoint.Answers(new EndpointAnswer(429, "", (name, value)), EndpointAnswer.Ok);
        await Server.TriggerAsync(Endpoint.Url, "wfr_1");
        await Server.DeliverAsync();

        Assert.Equal(seconds, (int)(await Server.NextDueAsync() - Server.Time.GetUtcNow())!.Value.TotalSeconds);
    }

    [Fact]
    public async Task The_publisher_may_say_how_long_to_pause()
    {
        Endpoint.Answers(new EndpointAnswer(500));
        await Server.TriggerAsync(Endpoint.Url, "wfr_1", header: new() { ["upstash-retries"] = "2", ["upstash-retry-delay"] = "pow(2, retried) * 1000" });
        await Server.DeliverAsync();

        Assert.Equal(Server.Time.GetUtcNow().AddSeconds(1), await Server.NextDueAsync());
        await Server.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Server.Time.GetUtcNow().AddSeconds(2), await Server.NextDueAsync());
        await Server.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(3, Endpoint.Deliveries.Count(delivery => !delivery.Header.ContainsKey("Upstash-Workflow-Is-Failure")));
    }

    [Fact]
    public async Task A_non_retryable_error_fails_the_run_at_once()
    {
        Endpoint.Answers(new EndpointAnswer(489, "", ("Upstash-NonRetryable-Error", "true")), EndpointAnswer.Ok);
        await Server.TriggerAsync(Endpoint.Url, "wfr_1");
        await Server.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal(["step", "failureCall"], Endpoint.Deliveries.Select(delivery => delivery.Header["Upstash-Workflow-CallType"]));
    }

    [Fact]
    public async Task A_destination_that_is_no_workflow_fails_the_run_although_it_says_yes()
    {
        Endpoint.IsWorkflow = false;
        await Server.TriggerAsync(Endpoint.Url, "wfr_1");
        await Server.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal(["step", "failureCall"], Endpoint.Deliveries.Select(delivery => delivery.Header["Upstash-Workflow-CallType"]));
    }

    [Fact]
    public async Task Two_failing_branches_fail_the_run_once()
    {
        Endpoint.Answers(new EndpointAnswer(500));
        await Server.TriggerAsync(Endpoint.Url, "wfr_1", header: new() { ["upstash-retries"] = "0", ["upstash-failure-callback-retries"] = "0" });
        await Server.SubmitAsync(Endpoint.Url, "wfr_1", "left");
        await Server.SubmitAsync(Endpoint.Url, "wfr_1", "right");
        await Server.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Single(Endpoint.Deliveries, delivery => delivery.Header["Upstash-Workflow-CallType"] == "failureCall");
    }

    [Theory]
    [InlineData("1000", 3, 1000)]
    [InlineData("1000 * (1 + retried)", 2, 3000)]
    [InlineData("max(10, min(pow(2, retried), 100))", 5, 32)]
    [InlineData("floor(sqrt(17)) + ceil(0.2) + round(2.5) + abs(-3)", 0, 11)]
    [InlineData("exp(0) - -1", 0, 2)]
    public void A_retry_delay_is_arithmetic(string expression, int retried, double expected) =>
        Assert.Equal(expected, RetryExpression.Evaluate(expression, retried));

    [Theory]
    [InlineData("")]
    [InlineData("pow(2)")]
    [InlineData("retried(1)")]
    [InlineData("1 +")]
    [InlineData("system(1)")]
    [InlineData("1/0")]
    [InlineData("(1")]
    [InlineData("1 2")]
    public void What_is_no_arithmetic_has_no_value(string expression) => Assert.Null(RetryExpression.Evaluate(expression, 0));

    [Fact]
    public void A_retry_delay_may_not_nest_without_end() =>
        Assert.Null(RetryExpression.Evaluate(new string('(', 100_000) + "1" + new string(')', 100_000), 0));
}
