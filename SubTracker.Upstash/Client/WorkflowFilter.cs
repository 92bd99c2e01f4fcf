namespace SubTracker.Upstash;

/// <summary>Which runs are meant: those that fit all that is given.</summary>
public sealed record WorkflowFilter
{
    /// <summary>Address of the workflow: a path below <see cref="UpstashOptions.WorkflowUrl"/> or an absolute address.</summary>
    public string? Url { get; init; }

    /// <summary>Whether addresses that begin with <see cref="Url"/> are meant as well.</summary>
    public bool UrlIsPrefix { get; init; }

    /// <summary>Labels, any of which the run has.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Created then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created then or before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>IP address of whoever started the run.</summary>
    public string? CallerIp { get; init; }

    /// <summary>Key of the run's flow control.</summary>
    public string? FlowControlKey { get; init; }

    internal Query ToQuery(UpstashOptions options) => new()
    {
        { "workflowUrl", Url is null ? null : TriggerCheck.UrlOf(Url, options) },
        { "workflowUrlExactMatch", Url is null || UrlIsPrefix ? null : "true" },
        { "label", Labels },
        { "fromDate", From },
        { "toDate", To },
        { "callerIp", CallerIp },
        { "flowControlKey", FlowControlKey },
    };
}
