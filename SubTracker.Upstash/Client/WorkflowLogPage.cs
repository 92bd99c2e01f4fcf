using System.Text.Json.Serialization;

namespace SubTracker.Upstash;

/// <summary>A page of the log.</summary>
/// <param name="Cursor">Where the next page begins; empty or <c>null</c> on the last one.</param>
/// <param name="Runs">The runs.</param>
public sealed record WorkflowLogPage(string? Cursor, IReadOnlyList<WorkflowRunLog> Runs);

/// <summary>A run as the log shows it.</summary>
public sealed record WorkflowRunLog
{
    /// <summary>Id of the run, with its <c>wfr_</c>.</summary>
    public string WorkflowRunId { get; init; } = "";

    /// <summary>Address of the workflow.</summary>
    public string? WorkflowUrl { get; init; }

    /// <summary><c>RUN_STARTED</c>, <c>RUN_SUCCESS</c>, <c>RUN_FAILED</c> or <c>RUN_CANCELED</c>.</summary>
    public string? WorkflowState { get; init; }

    /// <summary>When the run was created.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? WorkflowRunCreatedAt { get; init; }

    /// <summary>When it ended.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? WorkflowRunCompletedAt { get; init; }

    /// <summary>What it returned, as JSON.</summary>
    public string? WorkflowRunResponse { get; init; }

    /// <summary>The run that invoked it.</summary>
    public WorkflowInvoker? Invoker { get; init; }

    /// <summary>What has become of its failure function.</summary>
    public WorkflowFailureFunctionLog? FailureFunction { get; init; }

    /// <summary>Its entry among the dead letters.</summary>
    public string? DlqId { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Key of its flow control.</summary>
    public string? FlowControlKey { get; init; }

    /// <summary>What it has done, in order; steps side by side are one group.</summary>
    public IReadOnlyList<WorkflowStepGroup> Steps { get; init; } = [];
}

/// <summary>A run that has invoked another one.</summary>
/// <param name="WorkflowRunId">Its id, with its <c>wfr_</c>.</param>
/// <param name="WorkflowUrl">Address of its workflow.</param>
public sealed record WorkflowInvoker(string? WorkflowRunId, string? WorkflowUrl);
