using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>Code of the user; its result is kept as JSON.</summary>
internal sealed class RunStep<T>(string name, Func<CancellationToken, Task<T>> code) : Step<T>(name, "Run")
{
    public override async Task<Submission> ExecuteAsync(PlannedStep slot, CancellationToken cancellationToken)
    {
        var result = await code(cancellationToken);
        var text = typeof(T) == typeof(Nothing) ? null : JsonSerializer.Serialize(result, UpstashJson.Values);
        return new Append(slot with { Record = slot.Record with { Out = text } });
    }

    protected override T Read(StepRecord record) =>
        record.Out is null ? default! : JsonSerializer.Deserialize<T>(record.Out, UpstashJson.Values)!;
}

/// <summary>The result of a step that has none.</summary>
internal readonly record struct Nothing;
