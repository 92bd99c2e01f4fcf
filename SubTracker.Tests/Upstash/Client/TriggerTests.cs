using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.Tests.Upstash.Workflows;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Client;

public sealed class TriggerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_without_an_id_gets_a_random_one()
    {
        await using var services = Clients.Of(new Accepting());
        var client = services.GetRequiredService<WorkflowClient>();
        var first = await client.TriggerAsync(new WorkflowTrigger("greet"), Token);
        var second = await client.TriggerAsync(new WorkflowTrigger("greet"), Token);
        Assert.Matches("^wfr_[A-Za-z0-9_-]{21}$", first.RunId);
        Assert.NotEqual(first.RunId, second.RunId);
    }

    [Theory]
    [InlineData("api/greet", "https://public.example/api/greet")]
    [InlineData("/api/greet", "https://public.example/api/greet")]
    [InlineData("http://elsewhere.example/greet?x=1", "http://elsewhere.example/greet?x=1")]
    public async Task A_path_is_one_of_ours_and_an_address_is_taken_as_it_is(string path, string destination)
    {
        var qstash = new Accepting();
        await using var services = Clients.Of(qstash);
        await services.GetRequiredService<WorkflowClient>().TriggerAsync(new WorkflowTrigger(path), Token);
        using var batch = JsonDocument.Parse(Assert.Single(qstash.Requests).Body);
        Assert.Equal(destination, batch.RootElement[0].GetProperty("destination").GetString());
    }

    [Fact]
    public async Task Payloads_escape_no_more_than_JSON_must()
    {
        var qstash = new Accepting();
        await using var services = Clients.Of(qstash);
        await services.GetRequiredService<WorkflowClient>().TriggerAsync(new WorkflowTrigger("greet") { Payload = new { Text = "a+b <é> & 'ü'" } }, Token);
        Assert.Contains("""{\"text\":\"a+b <é> & 'ü'\"}""", Assert.Single(qstash.Requests).Body, StringComparison.Ordinal);
    }

    public static TheoryData<WorkflowTrigger> Invalid =>
    [
        new WorkflowTrigger(""),
        new WorkflowTrigger("ftp://files.example"),
        new WorkflowTrigger("greet") { RunId = "has space" },
        new WorkflowTrigger("greet") { RunId = "" },
        new WorkflowTrigger("greet") { Label = "a,,b" },
        new WorkflowTrigger("greet") { Retries = -1 },
        new WorkflowTrigger("greet") { Delay = TimeSpan.FromSeconds(-1) },
        new WorkflowTrigger("greet") { NotBefore = DateTimeOffset.MinValue },
        new WorkflowTrigger("greet") { FailureUrl = "/relative" },
        new WorkflowTrigger("greet") { FlowControl = new FlowControl("key") },
    ];

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task An_invalid_value_is_refused_before_anything_is_sent(WorkflowTrigger trigger)
    {
        var qstash = new Accepting();
        await using var services = Clients.Of(qstash);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => services.GetRequiredService<WorkflowClient>().TriggerAsync(trigger, Token));
        Assert.Empty(qstash.Requests);
    }

    [Fact]
    public async Task A_refused_item_of_a_batch_is_an_error_even_if_the_batch_is_not()
    {
        var qstash = new Accepting();
        qstash.Answers["POST /v2/batch"] = """[{"messageId":"msg_1"},{"error":"invalid destination"}]""";
        await using var services = Clients.Of(qstash);
        var exception = await Assert.ThrowsAsync<UpstashException>(() =>
            services.GetRequiredService<WorkflowClient>().TriggerManyAsync([new WorkflowTrigger("greet"), new WorkflowTrigger("greet")], Token));
        Assert.Contains("invalid destination", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_ids_are_cancelled_in_requests_that_fit_an_address()
    {
        var qstash = new Accepting();
        await using var services = Clients.Of(qstash);
        string QueryOf(IEnumerable<int> ids) => "DELETE /v2/workflows/runs?" + string.Join('&', ids.Select(i => $"workflowRunIds=wfr_{i}"));
        qstash.Answers[QueryOf(Enumerable.Range(0, 100))] = """{"cancelled":98}""";
        qstash.Answers[QueryOf(Enumerable.Range(100, 20))] = """{"cancelled":20}""";
        Assert.Equal(118, await services.GetRequiredService<WorkflowClient>().CancelAsync([.. Enumerable.Range(0, 120).Select(i => $"wfr_{i}")], Token));
    }
}
