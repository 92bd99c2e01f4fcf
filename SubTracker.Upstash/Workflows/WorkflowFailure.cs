namespace SubTracker.Upstash;

/// <summary>Why a run has failed for good.</summary>
/// <param name="RunId">The run, with its <c>wfr_</c>.</param>
/// <param name="Url">Address of the workflow.</param>
/// <param name="Status">HTTP status of the workflow's last answer: 500, or 489 for an error that must not be retried.</param>
/// <param name="Message">The error's message, or the answer itself where it was none of ours.</param>
/// <param name="Stack">Stack trace of the error, if known.</param>
/// <param name="Headers">Headers of the workflow's last answer.</param>
/// <param name="DeadLetterId">The run's entry among the dead letters, from where it can be resumed.</param>
public sealed record WorkflowFailure(
    string RunId, string Url, int Status, string Message, string? Stack,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Headers, string? DeadLetterId)
{
    /// <summary>What a workflow without a failure function returns.</summary>
    internal static object NotHandled { get; } = new();
}
