using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary><c>POST /v2/publish/{child}</c>: start the child, and append the step to the parent when it has ended.</summary>
internal static class InvokeRequest
{
    private const int DeepestInvoke = 100;

    public static QStashRequest Of(RunInfo run, InvokeChild invoke, UpstashOptions options)
    {
        if (run.InvokeCount >= DeepestInvoke)
            throw new WorkflowNonRetryableException($"Runs invoke each other more than {DeepestInvoke} deep; does a workflow invoke itself without end?");

        var child = TriggerCheck.Check(invoke.Child, options);
        var headers = WorkflowHeaders.Trigger(child.Trigger, child.RunId, child.Url);
        headers["upstash-workflow-invoke"] = "true";
        headers["upstash-forward-upstash-workflow-invoke-count"] = $"{run.InvokeCount + 1}";
        headers["upstash-failure-callback-forward-upstash-workflow-invoke-count"] = $"{run.InvokeCount + 1}";
        // The official SDK leaves it out here, unlike in a trigger.
        headers.Remove("upstash-failure-callback-forward-upstash-label");
        var parentHeaders = WorkflowHeaders.Step(run);
        parentHeaders.Remove("upstash-method");
        var body = new
        {
            body = UpstashJson.ToBody(child.Trigger.Payload),
            headers = parentHeaders.ToDictionary(h => h.Key, h => new[] { h.Value }),
            workflowRunId = run.Id,
            workflowRunCreatedAt = run.CreatedAt.ToUnixTimeMilliseconds(),
            workflowUrl = run.Url,
            step = invoke.Record,
        };
        return new QStashRequest($"/v2/publish/{child.Url}", headers, JsonSerializer.Serialize(body, UpstashJson.Wire));
    }
}
