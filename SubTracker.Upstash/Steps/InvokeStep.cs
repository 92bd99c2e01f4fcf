using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>Starts a run of another workflow and waits for its end.</summary>
internal sealed class InvokeStep<T>(string name, WorkflowTrigger child, string parentId) : Step<InvokedRun<T>>(name, "Invoke")
{
    // The child's id follows from ours: a step that is executed again invokes the same child.
    public override Task<Submission> ExecuteAsync(PlannedStep slot, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.FromResult<Submission>(new InvokeChild(
            slot.Record, child with { RunId = child.RunId ?? $"{parentId}-{slot.Record.StepId}" }));

    protected override InvokedRun<T> Read(StepRecord record)
    {
        var end = JsonSerializer.Deserialize<ChildEnd>(record.Out ?? "{}", UpstashJson.Wire)!;
        return new InvokedRun<T>(end.IsFailed, end.IsCanceled, string.IsNullOrEmpty(end.Body)
            ? default
            : JsonSerializer.Deserialize<T>(end.Body, UpstashJson.Values));
    }

    private sealed record ChildEnd(string? Body, bool IsFailed, bool IsCanceled);
}
