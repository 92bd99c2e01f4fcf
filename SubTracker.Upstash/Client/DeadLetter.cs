using System.Text.Json.Serialization;

namespace SubTracker.Upstash;

/// <summary>A page of dead letters.</summary>
/// <param name="Cursor">Where the next page begins; empty or <c>null</c> on the last one.</param>
/// <param name="Messages">The entries.</param>
public sealed record DeadLetterPage(string? Cursor, IReadOnlyList<DeadLetter> Messages);

/// <summary>A message, or the run of a workflow, that failed on all attempts.</summary>
public sealed record DeadLetter
{
    /// <summary>Id of the entry.</summary>
    public string DlqId { get; init; } = "";

    /// <summary>The message that could not be delivered.</summary>
    public string? MessageId { get; init; }

    /// <summary>Where it went.</summary>
    public string? Url { get; init; }

    /// <summary>Method of the delivery.</summary>
    public string? Method { get; init; }

    /// <summary>Headers of the delivery.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Header { get; init; }

    /// <summary>Body of the delivery as text, where it was one.</summary>
    public string? Body { get; init; }

    /// <summary>Body of the delivery in base64, where it was no text.</summary>
    public string? BodyBase64 { get; init; }

    /// <summary>How often it was to be tried again.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>When the message was created.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>IP address of whoever sent it.</summary>
    public string? CallerIP { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Key of its flow control.</summary>
    public string? FlowControlKey { get; init; }

    /// <summary>The run, with its <c>wfr_</c>; <c>null</c> for a plain message.</summary>
    public string? WorkflowRunId { get; init; }

    /// <summary>When the run was created.</summary>
    [JsonConverter(typeof(UnixMilliseconds))]
    public DateTimeOffset? WorkflowCreatedAt { get; init; }

    /// <summary>Address of the workflow.</summary>
    public string? WorkflowUrl { get; init; }

    /// <summary>Status of the last answer.</summary>
    public int? ResponseStatus { get; init; }

    /// <summary>Headers of the last answer.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? ResponseHeader { get; init; }

    /// <summary>The last answer as text, where it was one.</summary>
    public string? ResponseBody { get; init; }

    /// <summary>The last answer in base64, where it was no text.</summary>
    public string? ResponseBodyBase64 { get; init; }

    /// <summary>Where the failure was told.</summary>
    public string? FailureCallback { get; init; }

    /// <summary>What has become of telling it: <c>CALLBACK_INPROGRESS</c>, <c>CALLBACK_SUCCESS</c>, <c>CALLBACK_FAIL</c> or <c>CALLBACK_CANCELED</c>.</summary>
    public string? FailureFunctionState { get; init; }
}
