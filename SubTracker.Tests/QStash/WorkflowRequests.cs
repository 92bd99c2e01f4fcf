using System.Net;
using System.Text.Json.Nodes;

namespace SubTracker.Tests.QStash;

/// <summary>What the official SDK sends, in short.</summary>
internal static class WorkflowRequests
{
    public static Task<JsonNode?> TriggerAsync(
        this LocalQStash server, string url, string runId, string body = "{}", Dictionary<string, string>? header = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        server.BatchAsync(expected, TriggerItem(url, runId, body, header));

    public static Task<JsonNode?> SubmitAsync(
        this LocalQStash server, string url, string runId, string step, Dictionary<string, string>? header = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        server.BatchAsync(expected, StepItem(url, runId, step, header));

    public static Task<JsonNode?> BatchAsync(this LocalQStash server, HttpStatusCode expected, params object[] items) =>
        server.SendAsync(HttpMethod.Post, "/v2/batch", items, expected);

    public static Task FinishAsync(this LocalQStash server, string runId, string result = "done") =>
        server.SendAsync(HttpMethod.Delete, $"/v2/workflows/runs/{runId}?cancel=false", result);

    public static object TriggerItem(string url, string runId, string body = "{}", Dictionary<string, string>? header = null) => new
    {
        destination = url,
        body,
        headers = Join(header, Common(url, runId, isStart: true), new()
        {
            ["upstash-failure-callback"] = url,
            ["upstash-failure-callback-forward-upstash-workflow-is-failure"] = "true",
            ["upstash-failure-callback-forward-upstash-workflow-failure-callback"] = "true",
            ["upstash-failure-callback-workflow-runid"] = runId,
            ["upstash-failure-callback-workflow-init"] = "false",
            ["upstash-failure-callback-workflow-url"] = url,
            ["upstash-failure-callback-workflow-calltype"] = "failureCall",
        }),
    };

    public static object StepItem(string url, string runId, string step, Dictionary<string, string>? header = null) =>
        new { destination = url, body = step, headers = Join(header, Common(url, runId, isStart: false)) };

    public static string Step(int id, string name, string type = "Run") =>
        $$"""{"stepId":{{id}},"stepName":"{{name}}","stepType":"{{type}}","out":"1","concurrent":1}""";

    private static Dictionary<string, string> Common(string url, string runId, bool isStart) => new()
    {
        ["content-type"] = "application/json",
        ["upstash-method"] = "POST",
        ["upstash-workflow-init"] = isStart ? "true" : "false",
        ["upstash-workflow-runid"] = runId,
        ["upstash-workflow-url"] = url,
        ["upstash-workflow-sdk-version"] = "1",
        ["upstash-forward-upstash-workflow-sdk-version"] = "1",
        ["upstash-feature-set"] = "LazyFetch,InitialBody,WF_DetectTrigger,WF_TriggerOnConfig",
    };

    private static Dictionary<string, string> Join(Dictionary<string, string>? header, params Dictionary<string, string>[] parts)
    {
        var joined = parts.SelectMany(part => part).ToDictionary();
        foreach (var (name, value) in header ?? [])
            joined[name] = value;
        return joined;
    }
}
