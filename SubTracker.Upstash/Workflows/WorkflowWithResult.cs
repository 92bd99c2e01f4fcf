using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>A workflow that takes a payload and returns a result, which its log and a workflow that invoked it see.</summary>
/// <typeparam name="TInput">The payload, as in <see cref="Workflow{TInput}"/>.</typeparam>
/// <typeparam name="TResult">The result; kept as JSON.</typeparam>
public abstract class Workflow<TInput, TResult> : IWorkflow
{
    /// <inheritdoc cref="Workflow{TInput}.RunAsync"/>
    public abstract Task<TResult> RunAsync(WorkflowContext context, TInput input);

    /// <inheritdoc cref="Workflow{TInput}.OnFailureAsync"/>
    protected virtual Task<object?> OnFailureAsync(WorkflowFailure failure, TInput input, CancellationToken cancellationToken) =>
        Task.FromResult<object?>(WorkflowFailure.NotHandled);

    async Task<string?> IWorkflow.RunAsync(WorkflowContext context, string payload) =>
        JsonSerializer.Serialize(await RunAsync(context, WorkflowPayload.Read<TInput>(payload, GetType().Name)), UpstashJson.Values);

    Task<object?> IWorkflow.OnFailureAsync(WorkflowFailure failure, string payload, CancellationToken cancellationToken) =>
        OnFailureAsync(failure, WorkflowPayload.Read<TInput>(payload, GetType().Name), cancellationToken);
}
