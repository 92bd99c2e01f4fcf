using System.Diagnostics;

namespace SubTracker.Upstash;

/// <summary>Spans of deliveries and steps, and the way of a trace through QStash.</summary>
internal static class WorkflowTelemetry
{
    public static ActivitySource Source { get; } = new(UpstashTelemetry.ActivitySourceName);

    /// <summary>What a trigger forwards, so that every delivery of its run belongs to the trace that it was made in.</summary>
    public static string? CurrentTraceParent => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : null;

    /// <summary>One delivery of a run; within the request's span, or within the trigger's trace where requests have none.</summary>
    public static Activity? StartDelivery(string workflow, RunInfo run)
    {
        var parent = Activity.Current is null && ActivityContext.TryParse(run.Headers.TraceParent, run.Headers.TraceState, true, out var remote)
            ? remote
            : default;
        return Source.StartActivity($"workflow {workflow}", ActivityKind.Consumer, parent)
            ?.SetTag("upstash.workflow.run_id", run.Id)
            .SetTag("upstash.workflow.retried", run.Retried);
    }

    /// <summary>One execution of a step.</summary>
    public static Activity? StartStep(Step step, StepRecord slot) => Source.StartActivity($"step {step.Name}")
        ?.SetTag("upstash.workflow.step.id", slot.StepId)
        .SetTag("upstash.workflow.step.type", step.Type);
}
