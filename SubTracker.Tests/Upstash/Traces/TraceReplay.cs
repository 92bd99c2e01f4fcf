using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>Replays one recorded scenario by the procedure of the traces' README and says what differs.</summary>
internal static class TraceReplay
{
    public static async Task<IReadOnlyList<string>> RunAsync(Trace trace, Scenario scenario)
    {
        var qstash = new RecordedQStash();
        await using var host = await WorkflowHost.StartAsync(
            new Dictionary<string, string?>
            {
                ["QSTASH_URL"] = "http://127.0.0.1:18080",
                ["QSTASH_TOKEN"] = trace.Token,
                ["QSTASH_CURRENT_SIGNING_KEY"] = trace.CurrentKey,
                ["QSTASH_NEXT_SIGNING_KEY"] = trace.NextKey,
                ["UPSTASH_WORKFLOW_URL"] = trace.AppUrl,
            },
            qstash, TraceWorkflows.Map, new TraceState());

        // The client's requests follow one after another.
        qstash.Expect(trace.ClientRequests);
        qstash.IsDue = exchange => exchange == qstash.Missing[0];
        await scenario.Client(host);
        qstash.Differences.AddRange(qstash.Missing.Select(e => $"client did not ask: {e.Request.ToJsonString()}"));

        foreach (var delivery in trace.Deliveries)
            await DeliverAsync(trace, scenario, delivery, host, qstash);
        return qstash.Differences;
    }

    private static async Task DeliverAsync(Trace trace, Scenario scenario, Exchange delivery, WorkflowHost host, RecordedQStash qstash)
    {
        // Where deliveries overlapped it is not recorded which of them made the request.
        qstash.Expect(trace.EndpointRequests.Where(e => e.During[0] == delivery.Seq));
        qstash.IsDue = exchange => exchange.During.Contains(delivery.Seq);

        using var request = new HttpRequestMessage(new HttpMethod(delivery.Method), delivery.DeliveryPath);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body));
        foreach (var (name, value) in delivery.Headers)
        {
            if (name is "host" or "content-length" or "connection" or "upstash-signature")
                continue;
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        if (scenario.Sign(delivery))
            request.Headers.Add("Upstash-Signature", Signed.With(trace.CurrentKey, delivery.Url, delivery.Body, host.Time.GetUtcNow()));
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        scenario.CompareAnswer(delivery, (int)response.StatusCode, body, response.Headers, qstash.Differences);
        qstash.Differences.AddRange(qstash.Missing
            .Where(e => e.During.Max() <= delivery.Seq)
            .Select(e => $"during {delivery.Seq} not asked: {e.Request.ToJsonString()}"));
    }
}

/// <summary>What a scenario needs beside its recording: what the client called, and where we differ on purpose.</summary>
internal sealed record Scenario(string Name, Func<WorkflowHost, Task> Client)
{
    /// <summary>Why some of it is answered otherwise than recorded.</summary>
    public string? Exception { get; init; }

    public Func<Exchange, bool> Sign { get; init; } = _ => true;

    /// <summary>The status that we answer instead of the recorded one.</summary>
    public Func<Exchange, int?> OwnStatus { get; init; } = _ => null;

    public void CompareAnswer(Exchange delivery, int status, string body, HttpResponseHeaders headers, List<string> differences)
    {
        if (OwnStatus(delivery) is { } own)
        {
            if (status != own)
                differences.Add($"delivery {delivery.Seq}: {status} instead of {own}, {body}");
            return;
        }

        if (status != delivery.Status)
            differences.Add($"delivery {delivery.Seq}: {status} instead of {delivery.Status}, {body}");
        var ours = Canonical.Answer(body);
        var recorded = Canonical.Answer(delivery.ResponseBody);
        // The official SDK answers call results with a random run id.
        if (recorded?["finishCondition"]?.ToString() == "fromCallback")
            recorded["workflowRunId"] = ours?["workflowRunId"]?.DeepClone();
        if (!JsonNode.DeepEquals(ours, recorded))
            differences.Add($"delivery {delivery.Seq}: {ours?.ToJsonString()} instead of {recorded?.ToJsonString()}");
        foreach (var (name, value) in delivery.ResponseHeaders)
        {
            if (name != "content-type" && (!headers.TryGetValues(name, out var values) || string.Join(",", values) != value))
                differences.Add($"delivery {delivery.Seq}: header {name} is not {value}");
        }
    }
}
