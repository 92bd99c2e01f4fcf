namespace SubTracker.Upstash;

/// <summary>What <see cref="UpstashExtensions.MapWorkflow"/> maps. Derive from <see cref="Workflow{TInput}"/> or <see cref="Workflow{TInput, TResult}"/>.</summary>
public interface IWorkflow
{
    /// <returns>The result as JSON, or <c>null</c> for none.</returns>
    internal Task<string?> RunAsync(WorkflowContext context, string payload);

    internal Task<object?> OnFailureAsync(WorkflowFailure failure, string payload, CancellationToken cancellationToken);
}
