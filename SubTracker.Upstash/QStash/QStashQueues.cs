using System.Text.Json;
using System.Text.Json.Serialization;

namespace SubTracker.Upstash;

/// <summary>Queues, whose messages are delivered in order.</summary>
public sealed class QStashQueues
{
    private readonly QStashHttp _qstash;

    internal QStashQueues(QStashHttp qstash) => _qstash = qstash;

    /// <summary>Creates a queue, or changes it.</summary>
    /// <param name="queue">Name of the queue.</param>
    /// <param name="parallelism">How many of its messages may be under way at a time, 1 or more; with 1 they stay in order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="paused">Whether it rests.</param>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task UpsertAsync(string queue, int parallelism, CancellationToken cancellationToken, bool paused = false) => _qstash.SendAsync(
        HttpMethod.Post, "/v2/queues", JsonSerializer.Serialize(new { queueName = queue, parallelism, paused }, UpstashJson.Wire), cancellationToken);

    /// <summary>All queues.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public async Task<IReadOnlyList<QueueState>> ListAsync(CancellationToken cancellationToken) =>
        await _qstash.SendAsync<QueueState[]>(HttpMethod.Get, "/v2/queues", null, cancellationToken);

    /// <summary>One queue.</summary>
    /// <exception cref="UpstashException">QStash refused it; 404 where it is unknown.</exception>
    public Task<QueueState> GetAsync(string queue, CancellationToken cancellationToken) =>
        _qstash.SendAsync<QueueState>(HttpMethod.Get, PathOf(queue), null, cancellationToken);

    /// <summary>Lets a queue rest.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task PauseAsync(string queue, CancellationToken cancellationToken) =>
        _qstash.SendAsync(HttpMethod.Post, $"{PathOf(queue)}/pause", null, cancellationToken);

    /// <summary>Lets a queue go on.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task ResumeAsync(string queue, CancellationToken cancellationToken) =>
        _qstash.SendAsync(HttpMethod.Post, $"{PathOf(queue)}/resume", null, cancellationToken);

    /// <summary>Removes a queue with all that is in it.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task DeleteAsync(string queue, CancellationToken cancellationToken) =>
        _qstash.SendAsync(HttpMethod.Delete, PathOf(queue), null, cancellationToken);

    private static string PathOf(string queue) => $"/v2/queues/{Uri.EscapeDataString(queue)}";
}

/// <summary>A queue.</summary>
public sealed record QueueState
{
    /// <summary>Name of the queue.</summary>
    public string Name { get; init; } = "";

    /// <summary>How many of its messages may be under way at a time.</summary>
    public int Parallelism { get; init; }

    /// <summary>How many messages wait.</summary>
    public int? Lag { get; init; }

    /// <summary>Whether it rests.</summary>
    public bool Paused { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? CreatedAt { get; init; }
}
