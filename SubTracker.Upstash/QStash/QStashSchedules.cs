using System.Text.Json.Serialization;

namespace SubTracker.Upstash;

/// <summary>Messages that are sent again and again.</summary>
public sealed class QStashSchedules
{
    private readonly QStashHttp _qstash;

    internal QStashSchedules(QStashHttp qstash) => _qstash = qstash;

    /// <summary>Creates a schedule, or replaces the one of the same id.</summary>
    /// <param name="cron">When, as a cron expression in UTC; <c>CRON_TZ=Europe/Berlin 0 9 * * *</c> names another zone. The unit is a minute.</param>
    /// <param name="message">What.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="scheduleId">Id of the schedule; random where it is left out.</param>
    /// <returns>Id of the schedule.</returns>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public async Task<string> CreateAsync(
        string cron, QStashMessage message, CancellationToken cancellationToken, string? scheduleId = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        var headers = message.ToHeaders();
        // A schedule's messages are POST unless they say otherwise.
        if (message.Method == HttpMethod.Post)
            headers.Remove("upstash-method");
        headers["upstash-cron"] = cron;
        if (scheduleId is not null)
            headers["upstash-schedule-id"] = scheduleId;
        return (await _qstash.SendAsync<CreateAnswer>(
            HttpMethod.Post, $"/v2/schedules/{message.Destination}", UpstashJson.ToBody(message.Body), cancellationToken,
            headers["content-type"], headers)).ScheduleId;
    }

    /// <summary>All schedules.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public async Task<IReadOnlyList<QStashSchedule>> ListAsync(CancellationToken cancellationToken) =>
        await _qstash.SendAsync<QStashSchedule[]>(HttpMethod.Get, "/v2/schedules", null, cancellationToken);

    /// <summary>One schedule.</summary>
    /// <exception cref="UpstashException">QStash refused it; 404 where it is unknown.</exception>
    public Task<QStashSchedule> GetAsync(string scheduleId, CancellationToken cancellationToken) =>
        _qstash.SendAsync<QStashSchedule>(HttpMethod.Get, PathOf(scheduleId), null, cancellationToken);

    /// <summary>Lets a schedule rest.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task PauseAsync(string scheduleId, CancellationToken cancellationToken) =>
        _qstash.SendAsync(HttpMethod.Patch, $"{PathOf(scheduleId)}/pause", null, cancellationToken);

    /// <summary>Lets a schedule go on.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task ResumeAsync(string scheduleId, CancellationToken cancellationToken) =>
        _qstash.SendAsync(HttpMethod.Patch, $"{PathOf(scheduleId)}/resume", null, cancellationToken);

    /// <summary>Removes a schedule.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task DeleteAsync(string scheduleId, CancellationToken cancellationToken) =>
        _qstash.SendAsync(HttpMethod.Delete, PathOf(scheduleId), null, cancellationToken);

    private static string PathOf(string scheduleId) => $"/v2/schedules/{Uri.EscapeDataString(scheduleId)}";

    private sealed record CreateAnswer(string ScheduleId);
}

/// <summary>A schedule.</summary>
public sealed record QStashSchedule
{
    /// <summary>Id of the schedule.</summary>
    public string ScheduleId { get; init; } = "";

    /// <summary>When, as a cron expression.</summary>
    public string? Cron { get; init; }

    /// <summary>Where its messages go.</summary>
    public string? Destination { get; init; }

    /// <summary>Method of its messages.</summary>
    public string? Method { get; init; }

    /// <summary>Headers of its messages.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Header { get; init; }

    /// <summary>Body of its messages.</summary>
    public string? Body { get; init; }

    /// <summary>How often a message is tried again.</summary>
    public int? Retries { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Whether it rests.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The queue that its messages go into.</summary>
    public string? QueueName { get; init; }
}
