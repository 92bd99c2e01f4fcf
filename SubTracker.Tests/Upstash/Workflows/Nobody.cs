using System.Text.Json;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Workflows;

/// <summary>Surroundings of a run in which there is nobody else.</summary>
internal sealed class Nobody : IWorkflowSurroundings
{
    public string WebhookUrl => "http://127.0.0.1/hooks/user";

    public Task<JsonElement> NotifyAsync(string eventId, object? data, string? runId, CancellationToken cancellationToken) =>
        Task.FromResult(JsonSerializer.SerializeToElement(Array.Empty<object>()));
}
