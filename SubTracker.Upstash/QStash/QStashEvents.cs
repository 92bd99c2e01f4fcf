using System.Text.Json.Serialization;

namespace SubTracker.Upstash;

/// <summary>Which events a page shows: those that fit all that is given.</summary>
public sealed record QStashEventFilter
{
    /// <summary>Where the page begins: <see cref="QStashEventPage.Cursor"/> of the one before.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many at most, 1 to 1000.</summary>
    public int? Count { get; init; }

    /// <summary>Id of the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>
    /// <c>CREATED</c>, <c>ACTIVE</c>, <c>RETRY</c>, <c>ERROR</c>, <c>IN_PROGRESS</c>, <c>DELIVERED</c>, <c>FAILED</c>,
    /// <c>CANCEL_REQUESTED</c> or <c>CANCELED</c>.
    /// </summary>
    public string? State { get; init; }

    /// <summary>Where the message goes.</summary>
    public string? Url { get; init; }

    /// <summary>The URL group that it was for.</summary>
    public string? TopicName { get; init; }

    /// <summary>The schedule that it comes from.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>The queue that it is in.</summary>
    public string? QueueName { get; init; }

    /// <summary>Label of the message.</summary>
    public string? Label { get; init; }

    /// <summary>Then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Then or before.</summary>
    public DateTimeOffset? To { get; init; }

    internal Query ToQuery() => new()
    {
        { "cursor", Cursor },
        { "count", Count },
        { "messageId", MessageId },
        { "state", State },
        { "url", Url },
        { "topicName", TopicName },
        { "scheduleId", ScheduleId },
        { "queueName", QueueName },
        { "label", Label },
        { "fromDate", From },
        { "toDate", To },
    };
}

/// <summary>A page of events.</summary>
/// <param name="Cursor">Where the next page begins; empty or <c>null</c> on the last one.</param>
/// <param name="Events">The events.</param>
public sealed record QStashEventPage(string? Cursor, IReadOnlyList<QStashEvent> Events);

/// <summary>Something that has happened to a message.</summary>
public sealed record QStashEvent
{
    /// <summary>When.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? Time { get; init; }

    /// <summary>What: one of the states of <see cref="QStashEventFilter.State"/>.</summary>
    public string? State { get; init; }

    /// <summary>Id of the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>Where it goes.</summary>
    public string? Url { get; init; }

    /// <summary>When it is tried next.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? NextDeliveryTime { get; init; }

    /// <summary>Why an attempt failed.</summary>
    public string? Error { get; init; }

    /// <summary>Status of the answer.</summary>
    public int? ResponseStatus { get; init; }

    /// <summary>The URL group that it was for.</summary>
    public string? TopicName { get; init; }

    /// <summary>The schedule that it comes from.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>The queue that it is in.</summary>
    public string? QueueName { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
}
