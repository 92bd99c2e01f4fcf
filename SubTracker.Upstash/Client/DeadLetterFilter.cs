namespace SubTracker.Upstash;

/// <summary>Which failed runs are meant: those that fit all that is given.</summary>
public sealed record DeadLetterFilter
{
    /// <summary>Where a list begins: <see cref="DeadLetterPage.Cursor"/> of the one before.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many at most; QStash resumes or restarts 50 with one request.</summary>
    public int? Count { get; init; }

    /// <summary>Id of the run, with its <c>wfr_</c>.</summary>
    public string? RunId { get; init; }

    /// <summary>Address of the workflow: a path below <see cref="UpstashOptions.WorkflowUrl"/> or an absolute address.</summary>
    public string? Url { get; init; }

    /// <summary>Labels, any of which the run has.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Failed then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Failed then or before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>IP address of whoever started the run.</summary>
    public string? CallerIp { get; init; }

    /// <summary>Status of the last answer.</summary>
    public int? ResponseStatus { get; init; }

    /// <summary>State of the failure function: <c>CALLBACK_INPROGRESS</c>, <c>CALLBACK_SUCCESS</c>, <c>CALLBACK_FAIL</c> or <c>CALLBACK_CANCELED</c>.</summary>
    public string? FailureFunctionState { get; init; }

    internal Query ToQuery(UpstashOptions options) => new()
    {
        { "cursor", Cursor },
        { "workflowRunId", RunId },
        { "workflowUrl", Url is null ? null : TriggerCheck.UrlOf(Url, options) },
        { "label", Labels },
        { "fromDate", From },
        { "toDate", To },
        { "callerIp", CallerIp },
        { "responseStatus", ResponseStatus },
        { "failureFunctionState", FailureFunctionState },
        { "count", Count },
    };
}
