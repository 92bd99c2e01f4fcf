using System.Text.Json.Serialization;

namespace SubTracker.Upstash;

/// <summary>Messages that are not delivered yet.</summary>
public sealed class QStashMessages
{
    private readonly QStashHttp _qstash;

    internal QStashMessages(QStashHttp qstash) => _qstash = qstash;

    /// <summary>A message that waits.</summary>
    /// <exception cref="UpstashException">QStash refused it; 404 where the message is unknown or delivered.</exception>
    public Task<WaitingMessage> GetAsync(string messageId, CancellationToken cancellationToken) =>
        _qstash.SendAsync<WaitingMessage>(HttpMethod.Get, $"/v2/messages/{Uri.EscapeDataString(messageId)}", null, cancellationToken);

    /// <summary>Keeps a message from being delivered.</summary>
    /// <exception cref="UpstashException">QStash refused it; 404 where the message is unknown or delivered.</exception>
    public Task CancelAsync(string messageId, CancellationToken cancellationToken) =>
        _qstash.SendAsync(HttpMethod.Delete, $"/v2/messages/{Uri.EscapeDataString(messageId)}", null, cancellationToken);

    /// <summary>Keeps messages from being delivered.</summary>
    /// <returns>How many; those unknown or delivered do not count.</returns>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task<int> CancelAsync(IReadOnlyCollection<string> messageIds, CancellationToken cancellationToken) => messageIds is { Count: > 0 }
        ? CancelAsync(new Query { { "messageIds", messageIds } }, cancellationToken)
        : Task.FromResult(0);

    /// <summary>Keeps every message from being delivered.</summary>
    /// <inheritdoc cref="CancelAsync(IReadOnlyCollection{string}, CancellationToken)"/>
    public async Task<int> CancelAllAsync(CancellationToken cancellationToken)
    {
        const int atATime = 100;
        var cancelled = 0;
        while (true)
        {
            var some = await CancelAsync(new Query { { "count", atATime } }, cancellationToken);
            cancelled += some;
            if (some < atATime)
                return cancelled;
        }
    }

    private async Task<int> CancelAsync(Query query, CancellationToken cancellationToken) =>
        (await _qstash.SendAsync<CancelAnswer>(HttpMethod.Delete, $"/v2/messages{query}", null, cancellationToken)).Cancelled;

    private sealed record CancelAnswer(int Cancelled);
}

/// <summary>A message that waits for its delivery.</summary>
public sealed record WaitingMessage
{
    /// <summary>Id of the message.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Where it goes.</summary>
    public string? Url { get; init; }

    /// <summary>Method of the delivery.</summary>
    public string? Method { get; init; }

    /// <summary>Headers of the delivery.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Header { get; init; }

    /// <summary>Body as text, where it is one.</summary>
    public string? Body { get; init; }

    /// <summary>Body in base64, where it is no text.</summary>
    public string? BodyBase64 { get; init; }

    /// <summary>How often it is tried again.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>When it is due.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Who is told the answer.</summary>
    public string? Callback { get; init; }

    /// <summary>Who is told when all attempts have failed.</summary>
    public string? FailureCallback { get; init; }

    /// <summary>The queue that it is in.</summary>
    public string? QueueName { get; init; }

    /// <summary>The schedule that it comes from.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>IP address of whoever sent it.</summary>
    public string? CallerIP { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Key of its flow control.</summary>
    public string? FlowControlKey { get; init; }
}
