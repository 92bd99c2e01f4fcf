using System.Text;
using System.Text.Json;

namespace SubTracker.Tests.Upstash.Workflows;

public sealed class CallResultTests
{
    private static readonly (string, string)[] s_step =
    [
        ("Upstash-Workflow-Callback", "true"), ("Upstash-Workflow-StepId", "2"), ("Upstash-Workflow-StepName", "call"),
        ("Upstash-Workflow-StepType", "Call"), ("Upstash-Workflow-Concurrent", "1"),
    ];

    [Fact]
    public async Task An_answer_is_stored_with_a_character_for_each_byte()
    {
        var qstash = new Accepting();
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(qstash);
        using var response = await host.DeliverAsync(Result(201, "été"), s_step);
        Assert.Contains("fromCallback", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        AssertStored(qstash, "Ã©tÃ©");
    }

    [Fact]
    public async Task An_answer_too_large_for_a_delivery_is_fetched()
    {
        var qstash = new Accepting();
        var result = Convert.ToBase64String(Encoding.UTF8.GetBytes(Result(201, "large")));
        qstash.Answers["GET /v2/workflows/runs/wfr_1"] =
            $$"""[{"messageId":"msg_0","body":""},{"messageId":"msg_1","callType":"fromCallback","body":"{{result}}"}]""";
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(qstash);
        using var response = await host.DeliverAsync("", s_step);
        qstash.Requests.RemoveAt(0);
        AssertStored(qstash, "large");
    }

    [Fact]
    public async Task A_failed_attempt_that_is_not_the_last_is_passed_over()
    {
        var qstash = new Accepting();
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(qstash);
        using var response = await host.DeliverAsync(Result(503, "busy", retried: 0, maxRetries: 1), s_step);
        Assert.True(response.IsSuccessStatusCode);
        Assert.Empty(qstash.Requests);
    }

    [Fact]
    public async Task The_last_failed_attempt_is_a_result()
    {
        var qstash = new Accepting();
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(qstash);
        using var response = await host.DeliverAsync(Result(503, "busy", retried: 1, maxRetries: 1), s_step);
        Assert.Contains("503", Assert.Single(qstash.Requests).Body, StringComparison.Ordinal);
    }

    private static string Result(int status, string body, int retried = 0, int maxRetries = 0) => JsonSerializer.Serialize(
        new { status, body = Convert.ToBase64String(Encoding.UTF8.GetBytes(body)), retried, maxRetries });

    private static void AssertStored(Accepting qstash, string body)
    {
        var (what, step) = Assert.Single(qstash.Requests);
        Assert.Equal($"POST /v2/publish/{Deliveries.Url}", what);
        using var json = JsonDocument.Parse(step);
        Assert.Equal((2, "call", "Call"), (
            json.RootElement.GetProperty("stepId").GetInt32(), json.RootElement.GetProperty("stepName").GetString(),
            json.RootElement.GetProperty("stepType").GetString()));
        using var answer = JsonDocument.Parse(json.RootElement.GetProperty("out").GetString()!);
        Assert.Equal((201, body), (answer.RootElement.GetProperty("status").GetInt32(), answer.RootElement.GetProperty("body").GetString()));
    }
}
