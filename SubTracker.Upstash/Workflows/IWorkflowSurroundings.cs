using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>What steps need of the world around the run: QStash, or a test that stands for it.</summary>
internal interface IWorkflowSurroundings
{
    /// <summary>Where webhooks lie; the run's id and the event's follow.</summary>
    string WebhookUrl { get; }

    Task<JsonElement> NotifyAsync(string eventId, object? data, string? runId, CancellationToken cancellationToken);
}
