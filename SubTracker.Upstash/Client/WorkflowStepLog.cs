using System.Text.Json.Serialization;

namespace SubTracker.Upstash;

/// <summary>Steps that belong together.</summary>
/// <param name="Type"><c>sequential</c>, <c>parallel</c>, or <c>next</c> for the delivery that is under way.</param>
/// <param name="Steps">The steps.</param>
public sealed record WorkflowStepGroup(string? Type, IReadOnlyList<WorkflowStepLog> Steps);

/// <summary>A step as the log shows it.</summary>
public sealed record WorkflowStepLog
{
    /// <summary>Number of the step in its run.</summary>
    public int? StepId { get; init; }

    /// <summary>Its name; <c>init</c> for the trigger.</summary>
    public string? StepName { get; init; }

    /// <summary>Its kind: <c>Initial</c>, <c>Run</c>, <c>SleepFor</c>, <c>SleepUntil</c>, <c>Call</c>, <c>Wait</c>, <c>Notify</c>, <c>Invoke</c>, …</summary>
    public string? StepType { get; init; }

    /// <summary><c>STEP_SUCCESS</c>, <c>STEP_PROGRESS</c>, <c>STEP_RETRY</c>, <c>STEP_FAILED</c> or <c>STEP_CANCELED</c>.</summary>
    public string? State { get; init; }

    /// <summary>The message that carries it.</summary>
    public string? MessageId { get; init; }

    /// <summary>Its result; of the trigger, the payload.</summary>
    public string? Out { get; init; }

    /// <summary>How many steps were started together.</summary>
    public int? Concurrent { get; init; }

    /// <summary>How often its delivery is or was tried again.</summary>
    public int? Retries { get; init; }

    /// <summary>When it was appended to the run.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The moment that it sleeps until.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? SleepUntil { get; init; }

    /// <summary>The event that it waits for.</summary>
    public string? WaitEventId { get; init; }

    /// <summary>Whether its time was over before the event came.</summary>
    public bool? WaitTimeout { get; init; }

    /// <summary>Address that it calls.</summary>
    public string? CallUrl { get; init; }

    /// <summary>Status that was answered.</summary>
    public int? CallResponseStatus { get; init; }

    /// <summary>The run that it invoked.</summary>
    public string? InvokedWorkflowRunId { get; init; }

    /// <summary>Attempts that failed.</summary>
    public IReadOnlyList<DeliveryError>? Errors { get; init; }
}

/// <summary>A failed attempt to deliver.</summary>
public sealed record DeliveryError
{
    /// <summary>Why.</summary>
    public string? Error { get; init; }

    /// <summary>Body of the answer.</summary>
    public string? Body { get; init; }

    /// <summary>Status of the answer; 0 or <c>null</c> where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>When.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? Time { get; init; }
}

/// <summary>What has become of a failure function.</summary>
public sealed record WorkflowFailureFunctionLog
{
    /// <summary><c>CALLBACK_INPROGRESS</c>, <c>CALLBACK_SUCCESS</c>, <c>CALLBACK_FAIL</c> or <c>CALLBACK_CANCELED</c>.</summary>
    public string? State { get; init; }

    /// <summary>Where it is called.</summary>
    public string? Url { get; init; }

    /// <summary>The message that calls it.</summary>
    public string? MessageId { get; init; }

    /// <summary>The entry among the dead letters.</summary>
    public string? DlqId { get; init; }

    /// <summary>Status that the run failed with.</summary>
    public int? FailStatus { get; init; }

    /// <summary>Answer that the run failed with.</summary>
    public string? FailResponse { get; init; }

    /// <summary>Status that the failure function answered.</summary>
    public int? ResponseStatus { get; init; }

    /// <summary>What the failure function answered.</summary>
    public string? ResponseBody { get; init; }
}
