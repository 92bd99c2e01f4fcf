namespace SubTracker.Upstash;

/// <summary>What a step asks of QStash.</summary>
internal abstract record Submission(StepRecord Record);

/// <summary>Append the step to the run's history, after a delay where it has one.</summary>
internal sealed record Append(PlannedStep Step) : Submission(Step.Record);
