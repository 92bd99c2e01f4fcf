using Microsoft.AspNetCore.Http;

namespace SubTracker.Upstash;

/// <summary>What the body of a workflow works with: its run, and the steps.</summary>
public sealed partial class WorkflowContext
{
    private readonly Replay _replay;
    private readonly RunInfo _run;

    internal WorkflowContext(RunInfo run, Replay replay, CancellationToken cancellation)
    {
        _run = run;
        _replay = replay;
        Cancellation = cancellation;
    }

    /// <summary>Id of the run, with its <c>wfr_</c>.</summary>
    public string RunId => _run.Id;

    /// <summary>Address of the workflow.</summary>
    public string Url => _run.Url;

    /// <summary>
    /// When the run was created, by the clock of QStash: the same at every delivery, so the one moment that the body may branch on.
    /// (A run that is resumed from the dead letters is a new one, and has been created then.)
    /// </summary>
    public DateTimeOffset StartedAt => _run.CreatedAt;

    /// <summary>Headers of the delivery; those that the trigger forwarded come with every one.</summary>
    public IHeaderDictionary Headers => _run.Headers;

    /// <summary>Label of the run, if it has one.</summary>
    public string? Label => _run.Label;

    /// <summary>How often this delivery has been tried before: 0 at the first attempt.</summary>
    public int Retried => _run.Retried;

    /// <summary>Cancelled when QStash gives up waiting for this delivery's answer. Steps get it as their argument.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Runs code once and keeps its result for every later delivery.</summary>
    /// <param name="name">Name of the step, unique in the run; must not change while runs are under way.</param>
    /// <param name="step">The code. May run again where its answer was lost on the way, so it should be idempotent.</param>
    /// <typeparam name="T">The result; kept as JSON.</typeparam>
    public Task<T> RunAsync<T>(string name, Func<CancellationToken, Task<T>> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return _replay.Start(new RunStep<T>(name, step));
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(string name, Func<CancellationToken, Task> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return _replay.Start(new RunStep<Nothing>(name, async cancellationToken =>
        {
            await step(cancellationToken);
            return default;
        }));
    }

    /// <summary>Waits until a moment, rounded to whole seconds; not at all where it has passed.</summary>
    /// <remarks>Where it is further away than <see cref="UpstashOptions.MaxDelay"/>, the step is several messages one after another.</remarks>
    public Task SleepUntilAsync(string name, DateTimeOffset until) =>
        _replay.Start(new SleepUntilStep(name, until, _replay.MaxDelay));

    /// <summary>Waits for a time, rounded up to whole seconds.</summary>
    /// <inheritdoc cref="SleepUntilAsync"/>
    public Task SleepAsync(string name, TimeSpan duration) =>
        _replay.Start(new SleepForStep(name, duration, _replay.MaxDelay));
}
