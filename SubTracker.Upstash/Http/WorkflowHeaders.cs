namespace SubTracker.Upstash;

/// <summary>The headers that messages of a workflow carry, lower case as in <c>/v2/batch</c>.</summary>
internal static class WorkflowHeaders
{
    public const string ProtocolVersion = "1";

    /// <summary>QStash wants the version of an SDK whose protocol it knows; this is the one that ours follows.</summary>
    public const string SdkVersion = "v1.3.2";

    public const string Features = "LazyFetch,InitialBody,WF_DetectTrigger,WF_TriggerOnConfig";

    /// <summary>Of a message that appends a step.</summary>
    public static Dictionary<string, string> Step(RunInfo run)
    {
        var headers = new Dictionary<string, string>
        {
            ["content-type"] = "application/json",
            ["upstash-feature-set"] = Features,
            ["upstash-forward-upstash-workflow-sdk-version"] = ProtocolVersion,
            ["upstash-method"] = "POST",
            ["upstash-workflow-init"] = "false",
            ["upstash-workflow-runid"] = run.Id,
            ["upstash-workflow-sdk-version"] = ProtocolVersion,
            ["upstash-workflow-url"] = run.Url,
        };
        if (run.InvokeCount > 0)
            headers["upstash-forward-upstash-workflow-invoke-count"] = $"{run.InvokeCount}";
        return headers;
    }

    /// <summary>Of a message that starts a run.</summary>
    public static Dictionary<string, string> Trigger(WorkflowTrigger trigger, string runId, string url)
    {
        var headers = new Dictionary<string, string>
        {
            ["content-type"] = "application/json",
            ["upstash-feature-set"] = Features,
            ["upstash-forward-upstash-workflow-sdk-version"] = ProtocolVersion,
            ["upstash-method"] = "POST",
            ["upstash-workflow-init"] = "true",
            ["upstash-workflow-runid"] = runId,
            ["upstash-workflow-sdk-version"] = ProtocolVersion,
            ["upstash-workflow-url"] = url,
            ["upstash-failure-callback"] = trigger.FailureUrl ?? url,
            ["upstash-failure-callback-feature-set"] = Features,
            ["upstash-failure-callback-forward-upstash-workflow-failure-callback"] = "true",
            ["upstash-failure-callback-forward-upstash-workflow-is-failure"] = "true",
            ["upstash-failure-callback-workflow-calltype"] = "failureCall",
            ["upstash-failure-callback-workflow-init"] = "false",
            ["upstash-failure-callback-workflow-runid"] = runId,
            ["upstash-failure-callback-workflow-url"] = url,
        };

        void Both(string name, string? value)
        {
            if (value is null)
                return;
            headers[$"upstash-{name}"] = value;
            headers[$"upstash-failure-callback-{name}"] = value;
        }

        foreach (var (name, value) in trigger.Headers ?? new Dictionary<string, string>())
        {
            var lower = name.ToLowerInvariant();
            Both($"forward-{lower}", value);
            if (lower == "content-type")
                headers[lower] = value;
        }

        if (trigger.Label is { } label)
        {
            headers["upstash-label"] = label;
            Both("forward-upstash-label", label);
        }

        if (!headers.ContainsKey("upstash-forward-traceparent"))
            Both("forward-traceparent", WorkflowTelemetry.CurrentTraceParent);
        Both("retries", trigger.Retries is { } retries and not 3 ? $"{retries}" : null);
        Both("retry-delay", trigger.RetryDelay);
        Both("flow-control-key", trigger.FlowControl?.Key);
        Both("flow-control-value", trigger.FlowControl?.Value);
        if (trigger.Delay is { } delay)
            headers["upstash-delay"] = Durations.Text(delay);
        if (trigger.NotBefore is { } notBefore)
            headers["upstash-not-before"] = $"{Durations.UnixSeconds(notBefore)}";
        if (trigger.RedactFields is { Count: > 0 } redact)
            headers["upstash-redact-fields"] = string.Join(',', redact);
        return headers;
    }

    /// <summary>Of a message that starts a run again that was started without an SDK; its own headers go with it.</summary>
    public static Dictionary<string, string> Again(RunInfo run)
    {
        var headers = Step(run);
        headers["upstash-workflow-init"] = "true";
        headers["upstash-workflow-trigger-by-sdk"] = "true";
        foreach (var (name, value) in run.Headers)
        {
            // Neither what belongs to this one request nor what QStash itself has added.
            var lower = name.ToLowerInvariant();
            if (!s_ofRequest.Contains(lower) && !lower.StartsWith("upstash-", StringComparison.Ordinal) && !lower.StartsWith("x-forwarded-", StringComparison.Ordinal))
                headers[$"upstash-forward-{lower}"] = value.ToString();
        }

        return headers;
    }

    private static readonly HashSet<string> s_ofRequest =
    [
        "host", "connection", "keep-alive", "content-length", "transfer-encoding", "te", "trailer", "upgrade", "user-agent",
        "accept", "accept-encoding", "accept-language", "sec-fetch-mode",
    ];
}
