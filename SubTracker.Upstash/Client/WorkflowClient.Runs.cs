namespace SubTracker.Upstash;

public sealed partial class WorkflowClient
{
    /// <summary>QStash cancels this many runs with one request.</summary>
    private const int AtATime = 100;

    /// <summary>Cancels the runs that a filter fits.</summary>
    /// <param name="filter">Says at least something; for all runs there is <see cref="CancelAllAsync"/>.</param>
    /// <param name="atMost">How many runs to cancel; all that fit where it is left out.</param>
    /// <exception cref="ArgumentException">The filter fits every run.</exception>
    /// <inheritdoc cref="CancelAsync(IReadOnlyCollection{string}, CancellationToken)"/>
    public Task<int> CancelAsync(WorkflowFilter filter, CancellationToken cancellationToken, int? atMost = null)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter.ToQuery(_options.Value).IsEmpty
            ? throw new ArgumentException("The filter fits every run. If that is meant: CancelAllAsync.", nameof(filter))
            : CancelSomeAsync(() => filter.ToQuery(_options.Value), atMost, cancellationToken);
    }

    /// <summary>Cancels every run of the account.</summary>
    /// <inheritdoc cref="CancelAsync(IReadOnlyCollection{string}, CancellationToken)"/>
    public Task<int> CancelAllAsync(CancellationToken cancellationToken) => CancelSomeAsync(() => [], null, cancellationToken);

    /// <summary>Tells an event to runs that wait for it.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="data">What it comes with: a text as it is, anything else as its JSON.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="runId">The one run to tell, with its <c>wfr_</c>; if it does not wait yet, the event is kept for it.</param>
    /// <returns>The runs that were woken; none where nobody waits, and then the event is lost.</returns>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public async Task<IReadOnlyList<NotifiedRun>> NotifyAsync(
        string eventId, object? data, CancellationToken cancellationToken, string? runId = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventId);
        return NotifiedRun.Read(await _surroundings.NotifyAsync(eventId, data, runId, cancellationToken));
    }

    /// <summary>The runs that wait for an event.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public async Task<IReadOnlyList<Waiter>> GetWaitersAsync(string eventId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventId);
        return await _qstash.SendAsync<Waiter[]>(HttpMethod.Get, $"/v2/waiters/{Uri.EscapeDataString(eventId)}", null, cancellationToken);
    }

    /// <summary>Runs and what they have done, newest first, page by page.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task<WorkflowLogPage> GetLogsAsync(WorkflowLogFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _qstash.SendAsync<WorkflowLogPage>(
            HttpMethod.Get, $"/v2/workflows/events{filter.ToQuery(_options.Value)}", null, cancellationToken);
    }

    private async Task<int> CancelSomeAsync(Func<Query> filter, int? atMost, CancellationToken cancellationToken)
    {
        var cancelled = 0;
        while (true)
        {
            var count = Math.Min(AtATime, (atMost ?? int.MaxValue) - cancelled);
            var query = filter();
            query.Add("count", count);
            var some = await CancelAsync(query.ToString().TrimStart('?'), cancellationToken);
            cancelled += some;
            if (some < count || cancelled == atMost)
                return cancelled;
        }
    }
}
