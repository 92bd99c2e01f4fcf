using System.Text;
using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>Waits for an event of its name.</summary>
internal abstract class WaitStep<T>(string name, string type, string eventId, TimeSpan? timeout) : Step<T>(name, type)
{
    private readonly string _timeout = Durations.Text(timeout ?? TimeSpan.FromDays(7));

    public override PlannedStep Plan(DateTimeOffset now) => new(Blank with { WaitEventId = eventId, Timeout = _timeout });

    public override Task<Submission> ExecuteAsync(PlannedStep slot, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.FromResult<Submission>(
            new WaitFor(slot.Record with { WaitEventId = null, Timeout = null }, eventId, slot.Record.Timeout ?? _timeout));

    protected static string Data(StepRecord record) => Encoding.UTF8.GetString(Convert.FromBase64String(record.Out ?? ""));
}

internal sealed class WaitForEventStep<T>(string name, string eventId, TimeSpan? timeout)
    : WaitStep<WorkflowEvent<T>>(name, "Wait", eventId, timeout)
{
    protected override WorkflowEvent<T> Read(StepRecord record)
    {
        if (record.WaitTimeout == true)
            return new WorkflowEvent<T>(true, default);
        var data = Data(record);
        return new WorkflowEvent<T>(false, typeof(T) == typeof(string) ? (T)(object)data
            : data.Length == 0 ? default
            : JsonSerializer.Deserialize<T>(data, UpstashJson.Values));
    }
}

internal sealed class WaitForWebhookStep(string name, string eventId, TimeSpan? timeout)
    : WaitStep<WebhookCall>(name, "WaitForWebhook", eventId, timeout)
{
    protected override WebhookCall Read(StepRecord record)
    {
        if (record.WaitTimeout == true)
            return new WebhookCall { IsTimeout = true };
        var call = JsonSerializer.Deserialize<RawCall>(Data(record), UpstashJson.Wire)!;
        return new WebhookCall
        {
            Method = call.Method ?? "",
            Url = call.Url ?? "",
            Headers = call.Header ?? HeaderMap.Empty,
            Body = Encoding.UTF8.GetString(Convert.FromBase64String(call.Body ?? "")),
        };
    }

    private sealed record RawCall(string? Method, IReadOnlyDictionary<string, IReadOnlyList<string>>? Header, string? Body, string? Url);
}
