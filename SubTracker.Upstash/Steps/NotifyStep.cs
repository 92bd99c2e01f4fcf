using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>Tells an event from within a workflow; whom it woke is kept.</summary>
internal sealed class NotifyStep(
    string name, string eventId, object? data, Func<CancellationToken, Task<JsonElement>> notify) : Step<IReadOnlyList<NotifiedRun>>(name, "Notify")
{
    public override async Task<Submission> ExecuteAsync(PlannedStep slot, CancellationToken cancellationToken)
    {
        var notifyResponse = await notify(cancellationToken);
        var text = JsonSerializer.Serialize(new { eventId, eventData = data, notifyResponse }, UpstashJson.Values);
        return new Append(slot with { Record = slot.Record with { Out = text } });
    }

    protected override IReadOnlyList<NotifiedRun> Read(StepRecord record)
    {
        using var result = JsonDocument.Parse(record.Out ?? "{}");
        return result.RootElement.TryGetProperty("notifyResponse", out var answer) ? NotifiedRun.Read(answer) : [];
    }
}
