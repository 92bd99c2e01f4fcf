using System.Diagnostics;

namespace SubTracker.Upstash;

/// <summary>Spans of deliveries and steps, and the way of a trace through QStash.</summary>
internal static class WorkflowTelemetry
{
    public static ActivitySource Source { get; } = new("SubTracker.Upstash");

    /// <summary>What a trigger forwards, so that every delivery of its run belongs to the trace that it was made in.</summary>
    public static string? CurrentTraceParent => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : null;
}
