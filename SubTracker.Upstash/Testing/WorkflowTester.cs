using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SubTracker.Upstash.Testing;

/// <summary>
/// Runs workflows in a test: without HTTP, on a clock that jumps over every sleep. Steps are really executed, deliveries are those
/// that QStash would make, and failed ones are tried again.
/// </summary>
public sealed class WorkflowTester
{
    private readonly Action<DateTimeOffset> _advanceTo;
    private readonly JumpingClock? _clock;

    /// <summary>A tester with a clock of its own, <see cref="Time"/>.</summary>
    public WorkflowTester(DateTimeOffset startsAt)
    {
        _clock = new JumpingClock(startsAt);
        (Time, _advanceTo) = (_clock, _clock.JumpTo);
    }

    /// <summary>A tester on a clock of the test's: with a <c>FakeTimeProvider</c>, <c>new WorkflowTester(time, time.SetUtcNow)</c>.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="advanceTo">Puts it to a later moment.</param>
    public WorkflowTester(TimeProvider time, Action<DateTimeOffset> advanceTo)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(advanceTo);
        (Time, _advanceTo) = (time, advanceTo);
    }

    /// <summary>The clock, for what the workflow's steps use.</summary>
    public TimeProvider Time { get; }

    /// <inheritdoc cref="UpstashOptions.MaxDelay"/>
    public TimeSpan? MaxDelay { get; set; }

    /// <summary>How often a failed delivery is tried again, 0 or more.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>Whether every step is executed twice, as when its first answer was lost: a step must stand that.</summary>
    public bool ExecutesStepsTwice { get; set; }

    /// <summary>After how many deliveries a run is taken for one without an end.</summary>
    public int MaxDeliveries { get; set; } = 10_000;

    /// <summary>Answers the calls of the workflow; without it a call fails the test.</summary>
    public Func<WorkflowCall, WorkflowCallResult>? OnCall { get; set; }

    /// <summary>Plays the runs that the workflow invokes: returns their result, or throws to let them fail. Without it an invoke fails the test.</summary>
    public Func<WorkflowTrigger, object?>? OnInvoke { get; set; }

    internal Dictionary<string, (string Data, TimeSpan After)> Events { get; } = [];

    /// <summary>Lets an event come. One that nobody tells is waited for until its time is over.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="data">What it comes with: a text as it is, anything else as its JSON.</param>
    /// <param name="after">How long after the run began to wait; at once where it is left out.</param>
    public WorkflowTester WithEvent(string eventId, object? data = null, TimeSpan after = default)
    {
        Events[eventId] = (UpstashJson.ToBody(data) ?? "", after);
        return this;
    }

    /// <summary>Lets a webhook be called.</summary>
    /// <param name="stepName">The step that waits for it.</param>
    /// <param name="body">Body of the call: a text as it is, anything else as its JSON.</param>
    /// <param name="after">How long after the run began to wait; at once where it is left out.</param>
    public WorkflowTester WithWebhookCall(string stepName, object? body = null, TimeSpan after = default)
    {
        var bytes = Encoding.UTF8.GetBytes(UpstashJson.ToBody(body) ?? "");
        var call = new { method = "POST", header = new Dictionary<string, string[]>(), body = Convert.ToBase64String(bytes), url = "/" };
        Events[stepName] = (JsonSerializer.Serialize(call, UpstashJson.Wire), after);
        return this;
    }

    /// <summary>Runs a workflow to its end.</summary>
    /// <param name="create">Makes the workflow; called at every delivery, as the endpoint does.</param>
    /// <param name="input">The payload: a text as it is, anything else as its JSON.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="runId">Id of the run, without <c>wfr_</c>.</param>
    /// <exception cref="WorkflowException">
    /// The workflow does what a workflow cannot do: the message says what to do instead. With a clock of the tester's own the run is
    /// also replayed at another time; one that takes another way then has read the clock outside of a step.
    /// </exception>
    public async Task<WorkflowTestRun> RunAsync(
        Func<IWorkflow> create, object? input, CancellationToken cancellationToken, string runId = "test")
    {
        ArgumentNullException.ThrowIfNull(create);
        var engine = new TestEngine(this, create, UpstashJson.ToBody(input) ?? "", $"wfr_{runId}", _advanceTo);
        var run = await engine.RunAsync(cancellationToken);
        if (_clock is not null && run.State == WorkflowTestState.Finished)
            await ReplayLaterAsync(create, run, engine.StartedAt, _clock, cancellationToken);
        return run;
    }

    /// <summary>
    /// Runs a workflow against the history that a run of it has already, without executing anything: does the code still fit?
    /// </summary>
    /// <param name="create">Makes the workflow.</param>
    /// <param name="history">
    /// The history as QStash has it: <see cref="WorkflowTestRun.History"/>, the body of a delivery, or the answer to
    /// <c>GET /v2/workflows/runs/{id}</c>.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="startedAt">When the run was created, where the workflow asks for it.</param>
    /// <exception cref="WorkflowException">The code no longer fits: runs with this history would fail.</exception>
    public async Task<WorkflowReplayResult> ReplayAsync(
        Func<IWorkflow> create, string history, CancellationToken cancellationToken, DateTimeOffset startedAt = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        var recorded = WorkflowHistory.Parse(Encoding.UTF8.GetBytes(history));
        var replay = new Replay(recorded.Steps, Time, MaxDelay, cancellationToken) { IsDry = true };
        var run = new RunInfo("wfr_replay", "http://localhost/workflow", startedAt, new HeaderDictionary(), TestSurroundings.Instance);
        var context = new WorkflowContext(run, replay, cancellationToken);
        var result = await replay.RunAsync(() => create().RunAsync(context, recorded.Payload));
        return replay.FirstLeft is { } left
            ? throw new WorkflowException($"The workflow ends before '{left.StepName}', a step that its run has done. Steps may be added at the end, but none may go.")
            : new WorkflowReplayResult(result is DeliveryResult.Finished, replay.NextStep);
    }

    private async Task ReplayLaterAsync(
        Func<IWorkflow> create, WorkflowTestRun run, DateTimeOffset startedAt, JumpingClock clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        clock.JumpTo(now.AddDays(401).AddHours(5));
        try
        {
            await ReplayAsync(create, run.History, cancellationToken, startedAt);
        }
        catch (WorkflowException e)
        {
            throw new WorkflowException(
                $"Replayed at another time the workflow takes another way: {e.Message} It must not read the clock outside of a step; "
                + "branch on the input, on context.StartedAt and on what steps returned.", e);
        }
        finally
        {
            clock.JumpTo(now);
        }
    }
}
