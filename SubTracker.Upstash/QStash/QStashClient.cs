using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>Plain QStash: messages, schedules, queues and what goes with them. Registered by <see cref="UpstashExtensions.AddUpstash"/>.</summary>
public sealed class QStashClient
{
    private readonly QStashHttp _qstash;

    internal QStashClient(QStashHttp qstash)
    {
        _qstash = qstash;
        Messages = new QStashMessages(qstash);
        Schedules = new QStashSchedules(qstash);
        Queues = new QStashQueues(qstash);
        UrlGroups = new QStashUrlGroups(qstash);
        DeadLetters = new QStashDeadLetters(qstash);
        FlowControl = new QStashFlowControl(qstash);
        Keys = new QStashKeys(qstash);
    }

    /// <summary>Messages that are not delivered yet.</summary>
    public QStashMessages Messages { get; }

    /// <summary>Messages that are sent again and again.</summary>
    public QStashSchedules Schedules { get; }

    /// <summary>Queues, whose messages are delivered in order.</summary>
    public QStashQueues Queues { get; }

    /// <summary>Names for several addresses.</summary>
    public QStashUrlGroups UrlGroups { get; }

    /// <summary>Messages that failed on all attempts.</summary>
    public QStashDeadLetters DeadLetters { get; }

    /// <summary>Limits that messages share.</summary>
    public QStashFlowControl FlowControl { get; }

    /// <summary>The keys that QStash signs with.</summary>
    public QStashKeys Keys { get; }

    /// <summary>Has a message delivered.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    /// <exception cref="HttpRequestException">QStash could not be reached.</exception>
    public async Task<PublishedMessage> PublishAsync(QStashMessage message, CancellationToken cancellationToken) =>
        (await SendAsync("publish", message, cancellationToken))[0];

    /// <summary>Has a message delivered to every address of a URL group.</summary>
    /// <returns>One message for each address.</returns>
    /// <inheritdoc cref="PublishAsync"/>
    public Task<IReadOnlyList<PublishedMessage>> PublishToGroupAsync(QStashMessage message, CancellationToken cancellationToken) =>
        SendAsync("publish", message, cancellationToken);

    /// <summary>Has a message delivered after those that are in the queue before it.</summary>
    /// <inheritdoc cref="PublishAsync"/>
    public async Task<PublishedMessage> EnqueueAsync(string queue, QStashMessage message, CancellationToken cancellationToken) =>
        (await SendAsync($"enqueue/{Uri.EscapeDataString(queue)}", message, cancellationToken))[0];

    /// <summary>Has several messages delivered, with one request.</summary>
    /// <returns>What became of each, in the order of <paramref name="messages"/>.</returns>
    /// <inheritdoc cref="PublishAsync"/>
    public async Task<IReadOnlyList<PublishedMessage>> BatchAsync(IReadOnlyList<QStashMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var items = messages.Select(message => new BatchItem(
            message.Destination, message.ToHeaders(), UpstashJson.ToBody(message.Body), message.Queue));
        var answer = await _qstash.SendAsync<JsonElement>(
            HttpMethod.Post, "/v2/batch", JsonSerializer.Serialize(items, UpstashJson.Wire), cancellationToken);
        return PublishedMessage.Read(answer);
    }

    /// <summary>What has happened to messages, newest first, page by page.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task<QStashEventPage> GetEventsAsync(QStashEventFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _qstash.SendAsync<QStashEventPage>(HttpMethod.Get, $"/v2/events{filter.ToQuery()}", null, cancellationToken);
    }

    private async Task<IReadOnlyList<PublishedMessage>> SendAsync(string how, QStashMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var headers = message.ToHeaders();
        return PublishedMessage.Read(await _qstash.SendAsync<JsonElement>(
            HttpMethod.Post, $"/v2/{how}/{message.Destination}", UpstashJson.ToBody(message.Body), cancellationToken,
            headers["content-type"], headers));
    }
}
