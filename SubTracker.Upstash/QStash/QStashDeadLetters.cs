namespace SubTracker.Upstash;

/// <summary>Messages that failed on all attempts. Runs of workflows are in <see cref="WorkflowClient.DeadLetters"/>.</summary>
public sealed class QStashDeadLetters
{
    private readonly QStashHttp _qstash;

    internal QStashDeadLetters(QStashHttp qstash) => _qstash = qstash;

    /// <summary>Failed messages, page by page.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task<DeadLetterPage> ListAsync(MessageDeadLetterFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _qstash.SendAsync<DeadLetterPage>(HttpMethod.Get, $"/v2/dlq{filter.ToQuery()}", null, cancellationToken);
    }

    /// <summary>One failed message.</summary>
    /// <exception cref="UpstashException">QStash refused it; 404 where it is unknown.</exception>
    public Task<DeadLetter> GetAsync(string dlqId, CancellationToken cancellationToken) =>
        _qstash.SendAsync<DeadLetter>(HttpMethod.Get, $"/v2/dlq/{Uri.EscapeDataString(dlqId)}", null, cancellationToken);

    /// <summary>Sends failed messages again, as new ones.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public async Task<IReadOnlyList<PublishedMessage>> RetryAsync(IReadOnlyCollection<string> dlqIds, CancellationToken cancellationToken) =>
        (await _qstash.SendAsync<RetryAnswer>(
            HttpMethod.Post, $"/v2/dlq/retry{new Query { { "dlqIds", dlqIds } }}", null, cancellationToken)).Responses ?? [];

    /// <summary>Forgets a failed message.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task DeleteAsync(string dlqId, CancellationToken cancellationToken) =>
        _qstash.SendAsync(HttpMethod.Delete, $"/v2/dlq/{Uri.EscapeDataString(dlqId)}", null, cancellationToken);

    private sealed record RetryAnswer(IReadOnlyList<PublishedMessage>? Responses);
}

/// <summary>Which failed messages are meant: those that fit all that is given.</summary>
public sealed record MessageDeadLetterFilter
{
    /// <summary>Where a list begins: <see cref="DeadLetterPage.Cursor"/> of the one before.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many at most, 1 to 100.</summary>
    public int? Count { get; init; }

    /// <summary>Id of the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>Where it went.</summary>
    public string? Url { get; init; }

    /// <summary>The schedule that it came from.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>The queue that it was in.</summary>
    public string? QueueName { get; init; }

    /// <summary>Label of the message.</summary>
    public string? Label { get; init; }

    /// <summary>Failed then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Failed then or before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Status of the last answer.</summary>
    public int? ResponseStatus { get; init; }

    internal Query ToQuery() => new()
    {
        { "cursor", Cursor },
        { "count", Count },
        { "messageId", MessageId },
        { "url", Url },
        { "scheduleId", ScheduleId },
        { "queueName", QueueName },
        { "label", Label },
        { "fromDate", From },
        { "toDate", To },
        { "responseStatus", ResponseStatus },
    };
}
