using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary><c>POST /v2/wait/{event}</c>: wake the run when the event comes, or when the time is over.</summary>
internal static class WaitRequest
{
    public static QStashRequest Of(RunInfo run, WaitFor wait)
    {
        var headers = WorkflowHeaders.Step(run);
        headers.Remove("upstash-method");
        headers["upstash-workflow-calltype"] = "step";
        var body = new
        {
            url = run.Url,
            timeout = wait.Timeout,
            timeoutUrl = run.Url,
            timeoutHeaders = headers.ToDictionary(h => h.Key, h => new[] { h.Value }),
            step = wait.Record,
        };
        return new QStashRequest(
            $"/v2/wait/{Uri.EscapeDataString(wait.EventId)}", headers, JsonSerializer.Serialize(body, UpstashJson.Wire));
    }
}
