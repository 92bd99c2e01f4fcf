using System.Globalization;

namespace SubTracker.Upstash;

/// <summary>Settings that a resumed or restarted run gets instead of its first ones.</summary>
public sealed record RunOverrides
{
    /// <inheritdoc cref="WorkflowTrigger.Retries"/>
    public int? Retries { get; init; }

    /// <inheritdoc cref="WorkflowTrigger.RetryDelay"/>
    public string? RetryDelay { get; init; }

    /// <inheritdoc cref="WorkflowTrigger.Delay"/>
    public TimeSpan? Delay { get; init; }

    /// <inheritdoc cref="WorkflowTrigger.Label"/>
    public string? Label { get; init; }

    /// <inheritdoc cref="WorkflowTrigger.FlowControl"/>
    public FlowControl? FlowControl { get; init; }

    /// <inheritdoc cref="WorkflowTrigger.FailureUrl"/>
    public string? FailureUrl { get; init; }

    internal Dictionary<string, string> ToHeaders()
    {
        var headers = new Dictionary<string, string>();
        void Add(string name, string? value)
        {
            if (value is not null)
                headers[name] = value;
        }

        Add("Upstash-Retries", Retries?.ToString(CultureInfo.InvariantCulture));
        Add("Upstash-Retry-Delay", RetryDelay);
        Add("Upstash-Delay", Delay is { } delay ? Durations.Text(delay) : null);
        Add("Upstash-Label", Label);
        Add("Upstash-Flow-Control-Key", FlowControl?.Key);
        Add("Upstash-Flow-Control-Value", FlowControl?.Value);
        Add("Upstash-Failure-Callback", FailureUrl);
        return headers;
    }
}
