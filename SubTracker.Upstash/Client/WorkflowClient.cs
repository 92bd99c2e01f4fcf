using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace SubTracker.Upstash;

/// <summary>Starts runs of workflows and has them in hand. Registered by <see cref="UpstashExtensions.AddUpstash"/>.</summary>
public sealed partial class WorkflowClient
{
    private readonly QStashHttp _qstash;
    private readonly IWorkflowSurroundings _surroundings;
    private readonly IOptions<UpstashOptions> _options;

    internal WorkflowClient(QStashHttp qstash, IWorkflowSurroundings surroundings, IOptions<UpstashOptions> options)
    {
        _qstash = qstash;
        _surroundings = surroundings;
        _options = options;
        DeadLetters = new WorkflowDeadLetters(qstash, options);
    }

    /// <summary>Runs that have failed for good.</summary>
    public WorkflowDeadLetters DeadLetters { get; }

    /// <summary>Starts a run.</summary>
    /// <exception cref="ArgumentException">A value of the trigger is invalid.</exception>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    /// <exception cref="HttpRequestException">QStash could not be reached.</exception>
    public async Task<TriggeredRun> TriggerAsync(WorkflowTrigger trigger, CancellationToken cancellationToken) =>
        (await TriggerManyAsync([trigger], cancellationToken))[0];

    /// <summary>Starts several runs with one request. Where one is refused, the others may have been started: run ids make it safe to try again.</summary>
    /// <returns>The runs, in the order of <paramref name="triggers"/>.</returns>
    /// <inheritdoc cref="TriggerAsync"/>
    public async Task<IReadOnlyList<TriggeredRun>> TriggerManyAsync(
        IReadOnlyList<WorkflowTrigger> triggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(triggers);
        if (triggers.Count == 0)
            return [];

        var runs = triggers.Select(trigger => TriggerCheck.Check(trigger, _options.Value)).ToArray();
        var items = runs.Select(run => new BatchItem(
            run.Url, WorkflowHeaders.Trigger(run.Trigger, run.RunId, run.Url), UpstashJson.ToBody(run.Trigger.Payload)));
        var answers = await _qstash.SendAsync<BatchAnswer[]>(
            HttpMethod.Post, "/v2/batch", JsonSerializer.Serialize(items, UpstashJson.Wire), cancellationToken);
        if (answers.FirstOrDefault(answer => answer.Error is { Length: > 0 }) is { Error: var error })
            throw new UpstashException(HttpStatusCode.BadRequest, $"QStash refused a run: {error}");

        return [.. runs.Select((run, i) => new TriggeredRun(
            run.RunId, answers.ElementAtOrDefault(i)?.Deduplicated ?? false, answers.ElementAtOrDefault(i)?.MessageId))];
    }

    /// <summary>Cancels runs by their ids (with <c>wfr_</c>). A delivery under way is not interrupted, but it is the run's last.</summary>
    /// <returns>How many runs were cancelled; those unknown or ended do not count.</returns>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public async Task<int> CancelAsync(IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        var cancelled = 0;
        // The ids stand in the address, whose length is limited.
        foreach (var some in runIds.Chunk(100))
        {
            var query = string.Join('&', some.Select(id => $"workflowRunIds={Uri.EscapeDataString(id)}"));
            cancelled += await CancelAsync(query, cancellationToken);
        }

        return cancelled;
    }

    private async Task<int> CancelAsync(string query, CancellationToken cancellationToken) =>
        (await _qstash.SendAsync<CancelAnswer>(HttpMethod.Delete, $"/v2/workflows/runs?{query}", null, cancellationToken)).Cancelled;

    private sealed record CancelAnswer(int Cancelled);
}
