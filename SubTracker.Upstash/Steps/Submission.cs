namespace SubTracker.Upstash;

/// <summary>What a step asks of QStash.</summary>
internal abstract record Submission(StepRecord Record);

/// <summary>Append the step to the run's history, after a delay where it has one.</summary>
internal sealed record Append(PlannedStep Step) : Submission(Step.Record);

/// <summary>Append the step once an event comes, or its time is over.</summary>
internal sealed record WaitFor(StepRecord Record, string EventId, string Timeout) : Submission(Record);

/// <summary>Have QStash call somebody else; the answer comes as a delivery of its own.</summary>
internal sealed record CallOut(StepRecord Record, WorkflowCall Call) : Submission(Record);

/// <summary>Start a run, and append the step when that ends.</summary>
internal sealed record InvokeChild(StepRecord Record, WorkflowTrigger Child) : Submission(Record);
