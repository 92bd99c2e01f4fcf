namespace SubTracker.Upstash;

/// <summary>Which runs a page of the log shows: those that fit all that is given.</summary>
public sealed record WorkflowLogFilter
{
    /// <summary>Where the page begins: <see cref="WorkflowLogPage.Cursor"/> of the one before.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many runs a page has, 1 to 10.</summary>
    public int? Count { get; init; }

    /// <summary>Id of the run, with its <c>wfr_</c>.</summary>
    public string? RunId { get; init; }

    /// <summary>State of the run: <c>RUN_STARTED</c>, <c>RUN_SUCCESS</c>, <c>RUN_FAILED</c> or <c>RUN_CANCELED</c>.</summary>
    public string? State { get; init; }

    /// <summary>Address of the workflow: a path below <see cref="UpstashOptions.WorkflowUrl"/> or an absolute address.</summary>
    public string? Url { get; init; }

    /// <summary>Labels, any of which the run has.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>When the run was created, exactly.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Created then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created then or before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>IP address of whoever started the run.</summary>
    public string? CallerIp { get; init; }

    /// <summary>Key of the run's flow control.</summary>
    public string? FlowControlKey { get; init; }

    /// <summary>A message of the run.</summary>
    public string? MessageId { get; init; }

    internal Query ToQuery(UpstashOptions options) => new()
    {
        { "groupBy", "workflowRunId" },
        { "cursor", Cursor },
        { "count", Count },
        { "workflowRunId", RunId },
        { "state", State },
        { "workflowUrl", Url is null ? null : TriggerCheck.UrlOf(Url, options) },
        { "label", Labels },
        { "workflowCreatedAt", CreatedAt },
        { "fromDate", From },
        { "toDate", To },
        { "callerIp", CallerIp },
        { "flowControlKey", FlowControlKey },
        { "messageId", MessageId },
    };
}
