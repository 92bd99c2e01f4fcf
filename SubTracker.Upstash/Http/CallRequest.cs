using System.Globalization;
using System.Text;

namespace SubTracker.Upstash;

/// <summary>The message that has QStash call a third party and bring back the answer.</summary>
internal static class CallRequest
{
    public static BatchItem Of(RunInfo run, CallOut callOut)
    {
        var (record, call) = (callOut.Record, callOut.Call);
        if (!Uri.TryCreate(call.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new WorkflowNonRetryableException($"The step '{record.StepName}' calls '{call.Url}', which is no absolute http or https address.");

        if (!Ascii.IsValid(record.StepName))
            throw new WorkflowNonRetryableException($"The step '{record.StepName}' calls somebody, and its name travels in a header: name it in ASCII.");

        var headers = new Dictionary<string, string>
        {
            ["content-type"] = "application/json",
            ["upstash-feature-set"] = "WF_NoDelete,InitialBody",
            ["upstash-method"] = call.Method.Method,
            ["upstash-retries"] = call.Retries.ToString(CultureInfo.InvariantCulture),
            ["upstash-workflow-calltype"] = "toCallback",
            ["upstash-workflow-init"] = "false",
            ["upstash-workflow-runid"] = run.Id,
            ["upstash-workflow-sdk-version"] = WorkflowHeaders.ProtocolVersion,
            ["upstash-workflow-url"] = run.Url,
            ["upstash-callback"] = run.Url,
            ["upstash-callback-feature-set"] = WorkflowHeaders.Features,
            ["upstash-callback-forward-upstash-workflow-callback"] = "true",
            ["upstash-callback-forward-upstash-workflow-concurrent"] = record.Concurrent.ToString(CultureInfo.InvariantCulture),
            ["upstash-callback-forward-upstash-workflow-stepid"] = record.StepId.ToString(CultureInfo.InvariantCulture),
            ["upstash-callback-forward-upstash-workflow-stepname"] = record.StepName,
            ["upstash-callback-forward-upstash-workflow-steptype"] = record.StepType,
            ["upstash-callback-workflow-calltype"] = "fromCallback",
            ["upstash-callback-workflow-init"] = "false",
            ["upstash-callback-workflow-runid"] = run.Id,
            ["upstash-callback-workflow-url"] = run.Url,
        };

        if (call.Body is not null and not string)
            headers["upstash-forward-content-type"] = "application/json";
        foreach (var (name, value) in call.Headers ?? new Dictionary<string, string>())
            headers[$"upstash-forward-{name.ToLowerInvariant()}"] = value;
        headers["upstash-callback-forward-upstash-workflow-contenttype"] = headers.GetValueOrDefault("upstash-forward-content-type", "application/json");
        if (run.InvokeCount > 0)
            headers["upstash-callback-forward-upstash-workflow-invoke-count"] = $"{run.InvokeCount}";
        if (call.RetryDelay is { } retryDelay)
            headers["upstash-retry-delay"] = retryDelay;
        if (call.Timeout is { } timeout)
            headers["upstash-timeout"] = Durations.Text(timeout);
        if (call.FlowControl is { } flowControl)
        {
            headers["upstash-flow-control-key"] = flowControl.Key;
            headers["upstash-flow-control-value"] = flowControl.Value;
        }

        return new BatchItem(call.Url, headers, UpstashJson.ToBody(call.Body));
    }
}
