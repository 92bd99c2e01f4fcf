namespace SubTracker.Upstash;

/// <summary>A run that QStash has accepted.</summary>
/// <param name="RunId">Id of the run, with its <c>wfr_</c>.</param>
/// <param name="Deduplicated">Whether QStash knew a run of this id already and has started nothing.</param>
/// <param name="MessageId">Id of the message that starts the run.</param>
public sealed record TriggeredRun(string RunId, bool Deduplicated, string? MessageId);
