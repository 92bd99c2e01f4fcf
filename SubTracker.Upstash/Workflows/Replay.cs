using System.Diagnostics;

namespace SubTracker.Upstash;

/// <summary>
/// Runs a body against the history of its run: steps in the history return at once, the first one that is not there is executed,
/// and with it the delivery ends. What the body starts before it awaits anything is one round: a step, or steps side by side.
/// </summary>
/// <remarks>
/// The body is then left where it awaits, on a task that never completes: nothing of it runs on, no <c>finally</c> either, and
/// the collector takes it.
/// </remarks>
internal sealed class Replay(IReadOnlyList<StepRecord> history, TimeProvider time, TimeSpan? maxDelay, CancellationToken cancellation)
{
    private readonly AsyncLocal<string?> _running = new();
    private readonly HashSet<string> _names = [];
    private readonly Lock _lock = new();
    private List<Step> _round = [];
    private Exception? _mistake;
    private string? _lastStep;
    private bool _over;
    private bool _cancelled;
    private int _passed;
    private int _nextId = 1;

    public TimeSpan? MaxDelay => maxDelay;

    /// <summary>Nothing is executed: the first step that is not in the history ends the delivery.</summary>
    public bool IsDry { get; init; }

    /// <summary>In a dry replay: the step that would be executed.</summary>
    public string? NextStep { get; private set; }

    /// <summary>The first step of the history that the body did not come to.</summary>
    public StepRecord? FirstLeft => NextStep is null && _passed < history.Count ? history[_passed] : null;

    public Task<T> Start<T>(Step<T> step)
    {
        if (_running.Value is { } outer)
            throw new WorkflowException($"A step can not be run inside another step. Tried to run '{step.Name}' inside '{outer}'");

        lock (_lock)
        {
            if (_over)
                return step.Task;
            if (!_names.Add(step.Name))
                _mistake ??= new WorkflowException($"Two steps are named '{step.Name}'. Give every step of a run its own name; in a loop, put the loop's key into it.");
            _round.Add(step);
        }

        return step.Task;
    }

    /// <summary>Ends the delivery, and with it the run.</summary>
    public Task Cancel()
    {
        if (_running.Value is { } outer)
            throw new WorkflowException($"A run can not be cancelled inside a step. Do it after '{outer}'.");
        _cancelled = true;
        return new TaskCompletionSource().Task;
    }

    public async Task<DeliveryResult> RunAsync(Func<Task<string?>> body)
    {
        try
        {
            Task<string?>? run = null;
            Apart(() => run = Guarded(body));
            while (true)
            {
                if (_cancelled)
                    return new DeliveryResult.Cancelled();
                var round = TakeRound();
                if (run!.IsCompleted)
                    return Ended(await run, round);
                if (round.Count == 0)
                    throw AwaitsNoStep();

                _lastStep = round[^1].Name;
                var result = round.Count == 1 ? await PassOrExecuteAsync(round[0]) : await PassOrExecuteAsync(round);
                if (result is not null)
                    return result;
            }
        }
        finally
        {
            lock (_lock)
                _over = true;
        }
    }

    private List<Step> TakeRound()
    {
        lock (_lock)
        {
            var round = _round;
            _round = [];
            return _mistake is null ? round : throw _mistake;
        }
    }

    private async Task<DeliveryResult?> PassOrExecuteAsync(Step step)
    {
        var id = _nextId++;
        if (_passed == history.Count)
        {
            var planned = step.Plan(time.GetUtcNow());
            return await ExecuteAsync(step, planned with { Record = planned.Record with { StepId = id } });
        }

        var record = history[_passed++];
        StepMatch.Check(step, record);
        StepMatch.CheckAlone(step, record);
        Pass(step, record);
        return null;
    }

    private async Task<DeliveryResult?> PassOrExecuteAsync(List<Step> group)
    {
        var first = _nextId;
        _nextId += group.Count;
        var rest = history.Skip(_passed).ToArray();
        if (rest.Length == 0)
        {
            NextStep = group[0].Name;
            return new DeliveryResult.Submitted([.. Plans(group, first)]);
        }

        var isLast = rest.Length >= 2 * group.Count;
        var last = rest[^1];
        StepMatch.CheckCount(group, rest[0], isLast ? "last" : last.IsPlan ? "partial" : "discard");
        if (isLast)
        {
            _passed += 2 * group.Count;
            var results = rest.Take(2 * group.Count).Where(r => !r.IsPlan).OrderBy(r => r.StepId).ToArray();
            StepMatch.Check(group, results);
            for (var i = 0; i < group.Count; i++)
                Pass(group[i], results[i]);
            return null;
        }

        if (IsDry)
            NextStep = group[0].Name;
        if (!last.IsPlan)
            return new DeliveryResult.Discarded();

        var target = last.Position;
        if (target < first || target >= first + group.Count)
            throw StepMatch.Strange(group, last);
        StepMatch.Check(group[target - first], last);
        return await ExecuteAsync(group[target - first], new PlannedStep(last with { StepId = target, TargetStep = null }));
    }

    private IEnumerable<Submission> Plans(List<Step> group, int first) => group.Select((step, i) =>
    {
        var plan = step.Plan(time.GetUtcNow());
        return new Append(plan with { Record = plan.Record with { Concurrent = group.Count, TargetStep = first + i } });
    });

    private async Task<DeliveryResult> ExecuteAsync(Step step, PlannedStep slot)
    {
        NextStep = step.Name;
        if (IsDry)
            return new DeliveryResult.Submitted([]);
        _running.Value = step.Name;
        using var activity = WorkflowTelemetry.StartStep(step, slot.Record);
        try
        {
            return new DeliveryResult.Submitted([await step.ExecuteAsync(slot, cancellation)]);
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message).AddException(e);
            throw new StepFailedException(step.Name, e);
        }
    }

    private void Pass(Step step, StepRecord record) => Apart(() =>
    {
        if (!step.Complete(record))
        {
            lock (_lock)
                _round.Add(step);
        }
    });

    private DeliveryResult Ended(string? result, List<Step> round)
    {
        if (round.Count > 0)
            throw new WorkflowException($"The workflow has returned without awaiting its step '{round[0].Name}'. Await every step that is started.");
        return _lastStep is null ? new DeliveryResult.NoStep() : new DeliveryResult.Finished(result);
    }

    private WorkflowException AwaitsNoStep() => new(
        $"The workflow awaits something that is no step {(_lastStep is null ? "before its first step" : $"after its step '{_lastStep}'")}. "
        + "Do it inside context.RunAsync(name, …), and let the workflow await its steps only.");

    private static async Task<string?> Guarded(Func<Task<string?>> body) => await body();

    /// <summary>Runs a piece of the body where its continuations come back to us before this returns.</summary>
    private static void Apart(Action piece)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            piece();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
