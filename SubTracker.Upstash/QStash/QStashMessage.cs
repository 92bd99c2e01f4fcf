using System.Globalization;

namespace SubTracker.Upstash;

/// <summary>A message that QStash is to deliver over HTTP.</summary>
/// <param name="Destination">Absolute http or https address, or the name of a URL group.</param>
public sealed record QStashMessage(string Destination)
{
    /// <summary>Body of the delivery: a text is sent as it is, anything else as its JSON.</summary>
    public object? Body { get; init; }

    /// <summary>Type of the body; where it is left out, <c>text/plain</c> for a text and <c>application/json</c> for anything else.</summary>
    public string? ContentType { get; init; }

    /// <summary>Method of the delivery.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>Headers of the delivery.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>How long to wait before the delivery; whole seconds, rounded up.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>When to deliver; at once where it has passed. Rounded to whole seconds; wins over <see cref="Delay"/>.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <inheritdoc cref="WorkflowTrigger.Retries"/>
    public int? Retries { get; init; }

    /// <inheritdoc cref="WorkflowTrigger.RetryDelay"/>
    public string? RetryDelay { get; init; }

    /// <summary>How long an answer is waited for; whole seconds, rounded up. Upstash's plans have a maximum.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Absolute address that is told the answer.</summary>
    public string? Callback { get; init; }

    /// <summary>Absolute address that is told when all attempts have failed.</summary>
    public string? FailureCallback { get; init; }

    /// <summary>A second message of the same id within ten minutes is not delivered.</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>Whether a second message of the same content within ten minutes is not delivered.</summary>
    public bool ContentBasedDeduplication { get; init; }

    /// <inheritdoc cref="WorkflowTrigger.Label"/>
    public string? Label { get; init; }

    /// <summary>Limit that the delivery shares with others.</summary>
    public FlowControl? FlowControl { get; init; }

    /// <inheritdoc cref="WorkflowTrigger.RedactFields"/>
    public IReadOnlyList<string>? RedactFields { get; init; }

    /// <summary>Queue that a message of a batch goes into; for a single one there is <see cref="QStashClient.EnqueueAsync"/>.</summary>
    public string? Queue { get; init; }

    internal Dictionary<string, string> ToHeaders()
    {
        var headers = new Dictionary<string, string>();
        void Add(string name, string? value)
        {
            if (value is not null)
                headers[name] = value;
        }

        Add("content-type", ContentType ?? (Body is string ? "text/plain;charset=UTF-8" : "application/json"));
        Add("upstash-method", Method.Method);
        Add("upstash-delay", Delay is { } delay ? Durations.Text(delay) : null);
        Add("upstash-not-before", NotBefore is { } notBefore ? Durations.UnixSeconds(notBefore).ToString(CultureInfo.InvariantCulture) : null);
        Add("upstash-retries", Retries?.ToString(CultureInfo.InvariantCulture));
        Add("upstash-retry-delay", RetryDelay);
        Add("upstash-timeout", Timeout is { } timeout ? Durations.Text(timeout) : null);
        Add("upstash-callback", Callback);
        Add("upstash-failure-callback", FailureCallback);
        Add("upstash-deduplication-id", DeduplicationId);
        Add("upstash-content-based-deduplication", ContentBasedDeduplication ? "true" : null);
        Add("upstash-label", Label);
        Add("upstash-flow-control-key", FlowControl?.Key);
        Add("upstash-flow-control-value", FlowControl?.Value);
        Add("upstash-redact-fields", RedactFields is { Count: > 0 } fields ? string.Join(',', fields) : null);
        Add("upstash-forward-traceparent", WorkflowTelemetry.CurrentTraceParent);
        foreach (var (name, value) in Headers ?? new Dictionary<string, string>())
            Add($"upstash-forward-{name.ToLowerInvariant()}", value);
        return headers;
    }
}
