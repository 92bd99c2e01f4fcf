namespace SubTracker.QStash.Delivery;

/// <summary>The body of callbacks, call results and failure callbacks; bytes are base64 in JSON.</summary>
internal sealed record CallbackBody
{
    public required int Status { get; init; }
    public required Headers Header { get; init; }
    public required byte[] Body { get; init; }
    public required int Retried { get; init; }
    public required int MaxRetries { get; init; }
    public string? DlqId { get; init; }
    public required string SourceMessageId { get; init; }
    public required string Url { get; init; }
    public required string Method { get; init; }
    public required Headers SourceHeader { get; init; }
    public required byte[] SourceBody { get; init; }
    public required long NotBefore { get; init; }
    public required long CreatedAt { get; init; }
    public string? ScheduleId { get; init; }
    public string? CallerIP { get; init; }
    public string? WorkflowRunId { get; init; }
    public long? WorkflowCreatedAt { get; init; }
    public string? WorkflowUrl { get; init; }
}
