using System.Text.Json;

namespace SubTracker.Upstash.Testing;

/// <summary>Nobody else is there to be told.</summary>
internal sealed class TestSurroundings : IWorkflowSurroundings
{
    public static TestSurroundings Instance { get; } = new();

    public string WebhookUrl => "http://localhost/v2/workflows/hooks/test";

    public Task<JsonElement> NotifyAsync(string eventId, object? data, string? runId, CancellationToken cancellationToken) =>
        Task.FromResult(JsonSerializer.SerializeToElement(Array.Empty<object>()));
}
