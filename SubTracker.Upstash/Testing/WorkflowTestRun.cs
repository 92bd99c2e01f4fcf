using System.Text.Json;

namespace SubTracker.Upstash.Testing;

/// <summary>How a tested run has gone.</summary>
public sealed record WorkflowTestRun
{
    /// <summary>How it has ended.</summary>
    public WorkflowTestState State { get; init; }

    /// <summary>What the workflow returned, as JSON; <c>null</c> where it returns nothing.</summary>
    public string? Result { get; init; }

    /// <summary>What the last delivery of a failed run threw.</summary>
    public Exception? Error { get; init; }

    /// <summary>What the failure function returned, if the workflow has one and the run failed.</summary>
    public object? FailureResult { get; init; }

    /// <summary>The steps in the order in which they were done; a long sleep is several.</summary>
    public IReadOnlyList<WorkflowTestStep> Steps { get; init; } = [];

    /// <summary>How many deliveries it took, failed ones included: what Upstash would bill, but for called services.</summary>
    public int Deliveries { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>Its history as QStash has it, to be kept for <see cref="WorkflowTester.ReplayAsync"/>.</summary>
    public string History { get; init; } = "";

    /// <summary>Reads <see cref="Result"/>.</summary>
    public T? ResultAs<T>() => Result is null ? default : JsonSerializer.Deserialize<T>(Result, UpstashJson.Values);
}

/// <summary>How a tested run can end.</summary>
public enum WorkflowTestState
{
    /// <summary>The workflow has returned.</summary>
    Finished,

    /// <summary>A step failed on all attempts, or must not be retried.</summary>
    Failed,

    /// <summary>The workflow has cancelled its run.</summary>
    Cancelled,
}

/// <summary>A step of a tested run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its kind: <c>Run</c>, <c>SleepFor</c>, <c>SleepUntil</c>, <c>Call</c>, <c>Wait</c>, <c>Notify</c>, <c>Invoke</c>, …</param>
/// <param name="At">When it was done; of a sleep, when it began.</param>
public sealed record WorkflowTestStep(string Name, string Type, DateTimeOffset At);

/// <summary>How a replayed run goes on.</summary>
/// <param name="IsFinished">Whether the workflow returns.</param>
/// <param name="NextStep">The step that would be executed next; the first one where there are several side by side.</param>
public sealed record WorkflowReplayResult(bool IsFinished, string? NextStep);
