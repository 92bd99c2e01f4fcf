using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SubTracker.Upstash.Testing;

/// <summary>Delivers to one run what QStash would: every message when it is due, with the history up to it.</summary>
internal sealed class TestEngine(WorkflowTester tester, Func<IWorkflow> create, string payload, string runId, Action<DateTimeOffset> advanceTo)
{
    private readonly List<StepRecord> _history = [];
    private readonly List<WorkflowTestStep> _steps = [];
    private readonly PriorityQueue<Due, (DateTimeOffset At, int Order)> _due = new();
    private int _deliveries;
    private int _order;

    public DateTimeOffset StartedAt { get; } = tester.Time.GetUtcNow();

    public async Task<WorkflowTestRun> RunAsync(CancellationToken cancellationToken)
    {
        Schedule(StartedAt, new Due(() => 0, Retried: 0));
        while (_due.TryDequeue(out var due, out var when))
        {
            if (when.At > tester.Time.GetUtcNow())
                advanceTo(when.At);
            var length = due.Append();
            if (await DeliverAsync(length, due.Retried, cancellationToken) is { } end)
                return end;
        }

        throw new WorkflowException("The run waits for something that never comes: no delivery is due, and the workflow has not returned.");
    }

    private async Task<WorkflowTestRun?> DeliverAsync(int length, int retried, CancellationToken cancellationToken)
    {
        try
        {
            if (tester.ExecutesStepsTwice)
                await ReplayAsync(length, retried, cancellationToken);
            switch (await ReplayAsync(length, retried, cancellationToken))
            {
                case DeliveryResult.Submitted { Submissions: var submissions }:
                    foreach (var submission in submissions)
                        Accept(submission);
                    return null;
                case DeliveryResult.Finished { Result: var result }:
                    return End(WorkflowTestState.Finished) with { Result = result };
                case DeliveryResult.Cancelled:
                    return End(WorkflowTestState.Cancelled);
                case DeliveryResult.NoStep:
                    throw new WorkflowException("The workflow has returned without a step. Do its work in steps.");
                default:
                    return null;
            }
        }
        catch (StepFailedException e) when (e.InnerException is WorkflowException mistake)
        {
            throw new WorkflowException(mistake.Message, mistake);
        }
        catch (Exception e) when (e is not WorkflowException && !cancellationToken.IsCancellationRequested)
        {
            return await FailedAsync(e is StepFailedException { InnerException: { } cause } ? cause : e, length, retried, cancellationToken);
        }
    }

    private Task<DeliveryResult> ReplayAsync(int length, int retried, CancellationToken cancellationToken)
    {
        if (++_deliveries > tester.MaxDeliveries)
            throw new WorkflowException($"The run has not ended after {tester.MaxDeliveries} deliveries. Does the workflow end at all? If it takes that long, raise MaxDeliveries.");
        var history = WorkflowHistory.Parse(Encoding.UTF8.GetBytes(Wire(length)));
        var replay = new Replay(history.Steps, tester.Time, tester.MaxDelay, cancellationToken);
        var headers = new HeaderDictionary { ["Upstash-Retried"] = $"{retried}" };
        var run = new RunInfo(runId, "http://localhost/workflow", StartedAt, headers, TestSurroundings.Instance);
        var context = new WorkflowContext(run, replay, cancellationToken);
        return replay.RunAsync(() => create().RunAsync(context, history.Payload));
    }

    private void Accept(Submission submission)
    {
        var now = tester.Time.GetUtcNow();
        switch (submission)
        {
            case Append { Step: var step }:
                var length = Add(step.Record);
                var due = step.NotBefore is { } moment ? DateTimeOffset.FromUnixTimeSeconds(moment)
                    : now.AddSeconds(step.Delay is { } delay ? Durations.Seconds(delay) ?? 0 : 0);
                Schedule(due, new Due(() => length, Retried: 0));
                break;
            case WaitFor wait:
                var (at, record) = TestAnswers.To(tester, wait, now);
                Schedule(at, new Due(() => Add(record), Retried: 0));
                break;
            case CallOut call:
                Schedule(now, new Due(() => Add(TestAnswers.To(tester, call)), Retried: 0));
                break;
            case InvokeChild invoke:
                Schedule(now, new Due(() => Add(TestAnswers.To(tester, invoke)), Retried: 0));
                break;
        }
    }

    private int Add(StepRecord record)
    {
        _history.Add(record);
        if (!record.IsPlan)
            _steps.Add(new WorkflowTestStep(record.StepName, record.StepType, tester.Time.GetUtcNow()));
        return _history.Count;
    }

    private async Task<WorkflowTestRun?> FailedAsync(Exception error, int length, int retried, CancellationToken cancellationToken)
    {
        if (retried < tester.Retries && error is not WorkflowNonRetryableException)
        {
            var pause = error is WorkflowRetryAfterException { RetryAfter: var own }
                ? own
                : TimeSpan.FromSeconds(Math.Min(86_400, Math.Exp(2.5 * (retried + 1))));
            Schedule(tester.Time.GetUtcNow() + pause, new Due(() => length, retried + 1));
            return null;
        }

        var failure = new WorkflowFailure(
            runId, "http://localhost/workflow", error is WorkflowNonRetryableException ? 489 : 500, error.Message, error.StackTrace,
            HeaderMap.Empty, "dlq-test");
        var handled = await create().OnFailureAsync(failure, payload, cancellationToken);
        return End(WorkflowTestState.Failed) with { Error = error, FailureResult = handled == WorkflowFailure.NotHandled ? null : handled };
    }

    private WorkflowTestRun End(WorkflowTestState state) => new()
    {
        State = state,
        Steps = _steps,
        Deliveries = _deliveries,
        EndedAt = tester.Time.GetUtcNow(),
        History = Wire(_history.Count),
    };

    private string Wire(int length)
    {
        var entries = _history.Take(length)
            .Select(record => JsonSerializer.Serialize(record, UpstashJson.Wire))
            .Prepend(payload)
            .Select((text, i) => new WorkflowEntry($"msg_{i}", Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), "step"));
        return JsonSerializer.Serialize(entries, UpstashJson.Wire);
    }

    private void Schedule(DateTimeOffset at, Due due) => _due.Enqueue(due, (at, _order++));

    /// <param name="Append">Appends the message where that happens only now, and says how long the history is with it.</param>
    private sealed record Due(Func<int> Append, int Retried);
}
