namespace SubTracker.Upstash;

/// <summary>A step that the body has started and that this delivery executes, passes or plans.</summary>
internal abstract class Step(string name, string type)
{
    public string Name => name;

    public string Type => type;

    /// <summary>The step before it is executed, and the delay that its message gets.</summary>
    public virtual PlannedStep Plan(DateTimeOffset now) => new(Blank);

    /// <summary>Executes the step.</summary>
    /// <param name="slot">The step's place in the run and, where it was planned, what the plan says.</param>
    /// <returns>What is to be asked of QStash.</returns>
    public abstract Task<Submission> ExecuteAsync(PlannedStep slot, CancellationToken cancellationToken);

    /// <summary>Lets the body go on with what the history has.</summary>
    /// <returns>Whether the step is done; <c>false</c> where it goes on with a further message.</returns>
    public abstract bool Complete(StepRecord record);

    protected StepRecord Blank => new() { StepName = name, StepType = type };
}

/// <summary>A step that returns something to the body.</summary>
internal abstract class Step<T>(string name, string type) : Step(name, type)
{
    // Continuations run inside SetResult on purpose: when it returns, the body has started all that it starts next.
    private readonly TaskCompletionSource<T> _result = new();

    /// <summary>What the body awaits. Never completes in a delivery that ends before the step's result is there.</summary>
    public Task<T> Task => _result.Task;

    public override bool Complete(StepRecord record)
    {
        _result.SetResult(Read(record));
        return true;
    }

    protected abstract T Read(StepRecord record);
}

/// <summary>A step and the delay of its message: at most one of the two.</summary>
internal sealed record PlannedStep(StepRecord Record, string? Delay = null, long? NotBefore = null);
