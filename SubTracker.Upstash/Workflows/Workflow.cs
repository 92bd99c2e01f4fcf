namespace SubTracker.Upstash;

/// <summary>A workflow that takes a payload and returns nothing.</summary>
/// <typeparam name="TInput">
/// The payload: a <see cref="string"/> is the text that was triggered with, anything else is read from its JSON.
/// </typeparam>
/// <remarks>
/// The body is run again from the top at every delivery, and steps that have been done return what they returned then. So it
/// awaits steps of its context and nothing else, and branches only on its input and on what steps returned.
/// </remarks>
public abstract class Workflow<TInput> : IWorkflow
{
    /// <summary>The workflow's body.</summary>
    public abstract Task RunAsync(WorkflowContext context, TInput input);

    /// <summary>
    /// Called once when the run has failed for good: a step failed on all attempts, or threw <see cref="WorkflowNonRetryableException"/>.
    /// Not called where it is not overridden. What it returns is kept in QStash's log of the run.
    /// </summary>
    /// <returns>Anything that serialises to JSON, or <c>null</c>.</returns>
    protected virtual Task<object?> OnFailureAsync(WorkflowFailure failure, TInput input, CancellationToken cancellationToken) =>
        Task.FromResult<object?>(WorkflowFailure.NotHandled);

    async Task<string?> IWorkflow.RunAsync(WorkflowContext context, string payload)
    {
        await RunAsync(context, WorkflowPayload.Read<TInput>(payload, GetType().Name));
        return null;
    }

    Task<object?> IWorkflow.OnFailureAsync(WorkflowFailure failure, string payload, CancellationToken cancellationToken) =>
        OnFailureAsync(failure, WorkflowPayload.Read<TInput>(payload, GetType().Name), cancellationToken);
}
