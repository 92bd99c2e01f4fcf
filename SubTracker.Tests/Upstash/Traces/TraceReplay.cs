using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>Replays one recorded scenario by the procedure of the traces' README and says what differs.</summary>
internal sealed class TraceReplay(Trace trace, Scenario scenario, WorkflowHost host, RecordedQStash qstash)
{
    public static async Task<IReadOnlyList<string>> RunAsync(Scenario scenario)
    {
        var trace = Trace.Read(scenario.Name);
        var qstash = new RecordedQStash(scenario.Answers);
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
        var replay = new TraceReplay(trace, scenario, host, qstash);
        await replay.ClientAsync();
        foreach (var delivery in trace.Deliveries)
            await replay.DeliverAsync(delivery);
        return qstash.Differences;
    }

    /// <summary>The client's requests follow one after another.</summary>
    private async Task ClientAsync()
    {
        qstash.Expect(trace.Requests.Where(e => scenario.IsClients(e) && !scenario.IsLeftOut(e)));
        qstash.IsDue = exchange => exchange == qstash.Missing[0];
        await scenario.Client(host);
        qstash.Differences.AddRange(qstash.Missing.Select(e => $"client did not ask: {e.Request.ToJsonString()}"));
    }

    private async Task DeliverAsync(Exchange delivery)
    {
        // Where deliveries overlapped it is not recorded which of them made the request: any of them may.
        qstash.Expect(trace.Requests.Where(e =>
            !scenario.IsClients(e) && !scenario.IsLeftOut(e) && scenario.Delivery(e) == delivery.Seq));
        qstash.IsDue = exchange => exchange.During.Count == 0 || exchange.During.Contains(delivery.Seq);

        using var request = Request(delivery);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        CompareAnswer(delivery, (int)response.StatusCode, body, response.Headers);
        qstash.Differences.AddRange(qstash.Missing
            .Where(e => e.During.Count == 0 || e.During.Max() <= delivery.Seq)
            .Select(e => $"during {delivery.Seq} not asked: {e.Request.ToJsonString()}"));
    }

    private HttpRequestMessage Request(Exchange delivery)
    {
        var request = new HttpRequestMessage(new HttpMethod(delivery.Method), delivery.DeliveryPath)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body)),
        };
        foreach (var (name, value) in delivery.Headers)
        {
            if (name is "host" or "content-length" or "connection" or "upstash-signature")
                continue;
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        if (scenario.SignedAt is { } moment)
            host.Time.SetUtcNow(moment);
        var signature = scenario.SignedAt is null
            ? Signed.With(trace.CurrentKey, delivery.Url, delivery.Body, host.Time.GetUtcNow())
            : delivery.Signature;
        if (signature is not null)
            request.Headers.Add("Upstash-Signature", signature);
        return request;
    }

    private void CompareAnswer(Exchange delivery, int status, string body, HttpResponseHeaders headers)
    {
        var expected = scenario.OwnStatus.GetValueOrDefault(delivery.Seq, delivery.Status);
        if (status != expected)
            qstash.Differences.Add($"delivery {delivery.Seq}: {status} instead of {expected}, {body}");
        if (expected != delivery.Status)
            return;

        var ours = Canonical.Answer(body);
        var recorded = Canonical.Answer(delivery.ResponseBody);
        // The official SDK answers call results with a random run id.
        if (recorded?["finishCondition"]?.ToString() == "fromCallback")
            recorded["workflowRunId"] = ours?["workflowRunId"]?.DeepClone();
        if (!JsonNode.DeepEquals(ours, recorded))
            qstash.Differences.Add($"delivery {delivery.Seq}: {ours?.ToJsonString()} instead of {recorded?.ToJsonString()}");
        foreach (var (name, value) in delivery.ResponseHeaders.Where(h => h.Key != "content-type"))
        {
            if (!headers.TryGetValues(name, out var values) || string.Join(",", values) != value)
                qstash.Differences.Add($"delivery {delivery.Seq}: header {name} is not {value}");
        }
    }
}
