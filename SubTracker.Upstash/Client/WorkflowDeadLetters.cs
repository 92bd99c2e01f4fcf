using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace SubTracker.Upstash;

/// <summary>Runs that have failed for good, to be resumed, restarted or forgotten.</summary>
public sealed class WorkflowDeadLetters
{
    private readonly QStashHttp _qstash;
    private readonly IOptions<UpstashOptions> _options;

    internal WorkflowDeadLetters(QStashHttp qstash, IOptions<UpstashOptions> options) => (_qstash, _options) = (qstash, options);

    /// <summary>Failed runs, page by page.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task<DeadLetterPage> ListAsync(DeadLetterFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = filter.ToQuery(_options.Value);
        query.Add("source", "workflow");
        return _qstash.SendAsync<DeadLetterPage>(HttpMethod.Get, $"/v2/dlq{query}", null, cancellationToken);
    }

    /// <summary>One failed run.</summary>
    /// <exception cref="UpstashException">QStash refused it, or knows no such entry (404).</exception>
    public Task<DeadLetter> GetAsync(string dlqId, CancellationToken cancellationToken) =>
        _qstash.SendAsync<DeadLetter>(HttpMethod.Get, $"/v2/workflows/dlq/{Uri.EscapeDataString(dlqId)}", null, cancellationToken);

    /// <summary>Goes on with failed runs where they failed, under new run ids; steps that were done are not done again.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task<IReadOnlyList<StartedRun>> ResumeAsync(
        IReadOnlyCollection<string> dlqIds, CancellationToken cancellationToken, RunOverrides? overrides = null) =>
        StartAsync("resume", Ids(dlqIds), overrides, cancellationToken);

    /// <inheritdoc cref="ResumeAsync(IReadOnlyCollection{string}, CancellationToken, RunOverrides?)"/>
    public Task<IReadOnlyList<StartedRun>> ResumeAsync(
        DeadLetterFilter filter, CancellationToken cancellationToken, RunOverrides? overrides = null) =>
        StartAsync("resume", Some(filter), overrides, cancellationToken);

    /// <summary>Starts failed runs again from the beginning, with their payloads and under new run ids.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task<IReadOnlyList<StartedRun>> RestartAsync(
        IReadOnlyCollection<string> dlqIds, CancellationToken cancellationToken, RunOverrides? overrides = null) =>
        StartAsync("restart", Ids(dlqIds), overrides, cancellationToken);

    /// <inheritdoc cref="RestartAsync(IReadOnlyCollection{string}, CancellationToken, RunOverrides?)"/>
    public Task<IReadOnlyList<StartedRun>> RestartAsync(
        DeadLetterFilter filter, CancellationToken cancellationToken, RunOverrides? overrides = null) =>
        StartAsync("restart", Some(filter), overrides, cancellationToken);

    /// <summary>Has the failure function of a failed run called again.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task<StartedRun> RetryFailureFunctionAsync(string dlqId, CancellationToken cancellationToken) => _qstash.SendAsync<StartedRun>(
        HttpMethod.Post, $"/v2/workflows/dlq/callback/{Uri.EscapeDataString(dlqId)}", null, cancellationToken);

    /// <summary>Forgets failed runs.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task<int> DeleteAsync(IReadOnlyCollection<string> dlqIds, CancellationToken cancellationToken) =>
        DeleteAsync(Ids(dlqIds), cancellationToken);

    /// <summary>Forgets every failed run.</summary>
    /// <inheritdoc cref="DeleteAsync(IReadOnlyCollection{string}, CancellationToken)"/>
    public async Task<int> DeleteAllAsync(CancellationToken cancellationToken)
    {
        const int atATime = 100;
        var deleted = 0;
        while (true)
        {
            var some = await DeleteAsync(new Query { { "count", atATime } }, cancellationToken);
            deleted += some;
            if (some < atATime)
                return deleted;
        }
    }

    private async Task<int> DeleteAsync(Query query, CancellationToken cancellationToken) =>
        (await _qstash.SendAsync<DeleteAnswer>(HttpMethod.Delete, $"/v2/workflows/dlq{query}", null, cancellationToken)).Deleted;

    private async Task<IReadOnlyList<StartedRun>> StartAsync(
        string how, Query query, RunOverrides? overrides, CancellationToken cancellationToken) =>
        (await _qstash.SendAsync<StartAnswer>(
            HttpMethod.Post, $"/v2/workflows/dlq/{how}{query}", null, cancellationToken, headers: overrides?.ToHeaders())).WorkflowRuns;

    private static Query Ids(IReadOnlyCollection<string> dlqIds) => dlqIds is { Count: > 0 }
        ? new Query { { "dlqIds", dlqIds } }
        : throw new ArgumentException("No dead letter is named.", nameof(dlqIds));

    private Query Some(DeadLetterFilter filter)
    {
        var query = (filter with { Count = null }).ToQuery(_options.Value);
        if (query.IsEmpty)
            throw new ArgumentException("The filter fits every dead letter; say which are meant.", nameof(filter));
        query.Add("count", filter.Count);
        return query;
    }

    private sealed record StartAnswer(IReadOnlyList<StartedRun> WorkflowRuns);

    private sealed record DeleteAnswer(int Deleted);
}

/// <summary>A run that goes on or begins again.</summary>
public sealed record StartedRun
{
    /// <summary>Its id, with its <c>wfr_</c>; another one than before.</summary>
    [JsonPropertyName("workflowRunId")]
    public string RunId { get; init; } = "";

    /// <summary>When it was created.</summary>
    [JsonPropertyName("workflowCreatedAt"), JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? CreatedAt { get; init; }
}
