namespace SubTracker.Upstash;

/// <summary>A run to be started.</summary>
/// <param name="Path">The workflow: a path below <see cref="UpstashOptions.WorkflowUrl"/>, or an absolute http or https address.</param>
public sealed record WorkflowTrigger(string Path)
{
    /// <summary>Input of the workflow: a text is sent as it is, anything else as its JSON.</summary>
    public object? Payload { get; init; }

    /// <summary>
    /// Id of the run, without <c>wfr_</c>; random where it is left out. Starting a run whose id QStash knows starts nothing and is
    /// no error.
    /// </summary>
    public string? RunId { get; init; }

    /// <summary>When to start; at once where it has passed. Rounded to whole seconds.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How long to wait before starting; rounded up to whole seconds. <see cref="NotBefore"/> wins.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>How often a failed delivery is tried again, 0 or more; 3 where it is left out. Upstash's plans have a maximum (412).</summary>
    public int? Retries { get; init; }

    /// <summary>
    /// Pause before a retry in milliseconds, as an expression of <c>retried</c> (0 at the first retry), for example
    /// <c>1000 * pow(2, retried)</c>. Left out: 12 s, 2.5 min, 30 min, 6 h, then a day.
    /// </summary>
    public string? RetryDelay { get; init; }

    /// <summary>Labels to find the run by, parted by commas; letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public string? Label { get; init; }

    /// <summary>Headers that every delivery of the run carries.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Limit that the run's deliveries share with others.</summary>
    public FlowControl? FlowControl { get; init; }

    /// <summary>Absolute address that is told when the run has failed; the workflow itself where it is left out.</summary>
    public string? FailureUrl { get; init; }

    /// <summary>What QStash's logs must not show: <c>body</c>, <c>header</c> or <c>header[Name]</c>.</summary>
    public IReadOnlyList<string>? RedactFields { get; init; }
}
