using System.Security.Cryptography;
using System.Text.Json;

namespace SubTracker.Upstash;

internal sealed class CreateWebhookStep(string name, string baseUrl) : Step<Webhook>(name, "CreateWebhook")
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public override Task<Submission> ExecuteAsync(PlannedStep slot, CancellationToken cancellationToken)
    {
        var eventId = $"evt_{RandomNumberGenerator.GetString(Characters, 15)}";
        var text = JsonSerializer.Serialize(new Webhook($"{baseUrl}/{eventId}", eventId), UpstashJson.Wire);
        return System.Threading.Tasks.Task.FromResult<Submission>(new Append(slot with { Record = slot.Record with { Out = text } }));
    }

    protected override Webhook Read(StepRecord record) => JsonSerializer.Deserialize<Webhook>(record.Out!, UpstashJson.Wire)!;
}
