namespace SubTracker.ApiService.Subscriptions;

internal enum PlanState
{
    /// <summary>Nothing is to be reminded of.</summary>
    None,

    /// <summary>Saved, and not yet handed to the queue.</summary>
    Pending,

    /// <summary>A run for it lies in the queue.</summary>
    Planned,
}

/// <summary>How far the planning of a subscription's reminders is. A run is of use only while it agrees with revision, renewal and attempt.</summary>
/// <param name="Revision">Raised by every edit that moves a date, the status or the reminder rules.</param>
/// <param name="Renewal">The renewal that is reminded of next; <c>null</c> until it has been looked for.</param>
/// <param name="Attempt">Raised when a lost run is started anew.</param>
/// <param name="DueAt">When the run's next reminder is to be done, a late one from when it was started; a run far behind it is lost and is healed.</param>
/// <param name="Trace">The <c>traceparent</c> of the edit that made it, until it is handed over: the run goes on in the same trace.</param>
/// <param name="RestartedAt">When a lost run was started again, which may take a while; how late its reminder is, its due time tells.</param>
internal sealed record ReminderPlanState(
    long Revision, PlanState State, DateOnly? Renewal = null, int Attempt = 0, DateTimeOffset? DueAt = null, string? Trace = null, DateTimeOffset? RestartedAt = null)
{
    /// <summary>The run's id: starting it twice is starting it once.</summary>
    public string RunId(string subscriptionId) => $"{subscriptionId}-{Revision}-{Renewal:yyyyMMdd}-{Attempt}";

    /// <summary>Whether both speak of the same run.</summary>
    public bool IsRun(ReminderPlanState other) => (Revision, Renewal, Attempt) == (other.Revision, other.Renewal, other.Attempt);
}
