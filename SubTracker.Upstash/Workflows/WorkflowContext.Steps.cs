namespace SubTracker.Upstash;

public sealed partial class WorkflowContext
{
    /// <summary>Has QStash make an HTTP request. An answer that is no success is a result like any other.</summary>
    public Task<WorkflowCallResult> CallAsync(string name, WorkflowCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return _replay.Start(new CallStep(name, call));
    }

    /// <summary>Waits until <see cref="WorkflowClient.NotifyAsync"/> tells an event, or the time is over.</summary>
    /// <param name="name">Name of the step.</param>
    /// <param name="eventId">The event: every run that waits for it is woken.</param>
    /// <param name="timeout">How long to wait, whole seconds rounded up; seven days where it is left out.</param>
    /// <typeparam name="T">What the event comes with: a <see cref="string"/> as it is, anything else from its JSON.</typeparam>
    public Task<WorkflowEvent<T>> WaitForEventAsync<T>(string name, string eventId, TimeSpan? timeout = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventId);
        return _replay.Start(new WaitForEventStep<T>(name, eventId, timeout));
    }

    /// <summary>Tells an event to runs that wait for it.</summary>
    /// <param name="name">Name of the step.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="data">What it comes with: a text as it is, anything else as its JSON.</param>
    /// <param name="runId">The one run to tell, with its <c>wfr_</c>; if it does not wait yet, the event is kept for it.</param>
    /// <returns>The runs that were woken.</returns>
    public Task<IReadOnlyList<NotifiedRun>> NotifyAsync(string name, string eventId, object? data = null, string? runId = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventId);
        return _replay.Start(new NotifyStep(
            name, eventId, data, cancellationToken => _run.Surroundings.NotifyAsync(eventId, data, runId, cancellationToken)));
    }

    /// <summary>Starts a run of another workflow and waits until it has ended, well or not.</summary>
    /// <param name="name">Name of the step.</param>
    /// <param name="child">The run to start. Without a run id of its own it gets one that follows from this run and step.</param>
    /// <typeparam name="T">What the other workflow returns.</typeparam>
    public Task<InvokedRun<T>> InvokeAsync<T>(string name, WorkflowTrigger child)
    {
        ArgumentNullException.ThrowIfNull(child);
        return _replay.Start(new InvokeStep<T>(name, child, _run.OwnId));
    }

    /// <summary>Makes an address that somebody outside can call, to be waited for with <see cref="WaitForWebhookAsync"/>.</summary>
    public Task<Webhook> CreateWebhookAsync(string name) =>
        _replay.Start(new CreateWebhookStep(name, $"{_run.Surroundings.WebhookUrl}/{RunId}"));

    /// <summary>Waits until a webhook is called, or the time is over. A call that came before is kept.</summary>
    /// <param name="name">Name of the step.</param>
    /// <param name="webhook">What <see cref="CreateWebhookAsync"/> returned.</param>
    /// <param name="timeout">How long to wait, whole seconds rounded up; seven days where it is left out.</param>
    public Task<WebhookCall> WaitForWebhookAsync(string name, Webhook webhook, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        return _replay.Start(new WaitForWebhookStep(name, webhook.EventId, timeout));
    }

    /// <summary>Cancels this run: nothing after it is executed. Await it like a step.</summary>
    public Task CancelAsync() => _replay.Cancel();
}
