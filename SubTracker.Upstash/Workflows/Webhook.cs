namespace SubTracker.Upstash;

/// <summary>An address at QStash that anybody may call once, and that a run can wait for.</summary>
/// <param name="WebhookUrl">The address; whoever knows it can call it.</param>
/// <param name="EventId">The event that a call of it is.</param>
public sealed record Webhook(string WebhookUrl, string EventId);

/// <summary>How waiting for a webhook has ended.</summary>
public sealed record WebhookCall
{
    /// <summary>Whether the time was over before anybody called; nothing else is filled then.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>HTTP method of the call.</summary>
    public string Method { get; init; } = "";

    /// <summary>Path and query of the call.</summary>
    public string Url { get; init; } = "";

    /// <summary>Headers of the call.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = HeaderMap.Empty;

    /// <summary>Body of the call as text.</summary>
    public string Body { get; init; } = "";
}
