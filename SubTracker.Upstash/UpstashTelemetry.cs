namespace SubTracker.Upstash;

/// <summary>Names for telemetry.</summary>
public static class UpstashTelemetry
{
    /// <summary>
    /// The source of spans: one for each delivery of a run, and in it one for the step that it executes. A trigger forwards the
    /// current <c>traceparent</c>, so that all of them belong to the trace that the run was started in.
    /// </summary>
    public const string ActivitySourceName = "SubTracker.Upstash";
}
