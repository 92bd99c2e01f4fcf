namespace SubTracker.Upstash;

/// <summary>An HTTP request that QStash makes for a workflow, so that the service need not wait for its answer.</summary>
/// <param name="Url">Absolute http or https address.</param>
public sealed record WorkflowCall(string Url)
{
    /// <summary>Method of the request.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Body of the request: a text as it is, anything else as its JSON.</summary>
    public object? Body { get; init; }

    /// <summary>Headers of the request. A body that is no text is <c>application/json</c> unless they say otherwise.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>How often the request is tried again where it is not answered with a success, 0 or more.</summary>
    public int Retries { get; init; }

    /// <summary>Pause before a retry in milliseconds, as in <see cref="WorkflowTrigger.RetryDelay"/>.</summary>
    public string? RetryDelay { get; init; }

    /// <summary>How long an answer is waited for; whole seconds, rounded up. Upstash's plans have a maximum.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Limit that the request shares with others.</summary>
    public FlowControl? FlowControl { get; init; }
}
