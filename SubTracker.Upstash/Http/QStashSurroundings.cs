using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace SubTracker.Upstash;

internal sealed class QStashSurroundings(QStashHttp qstash, IOptions<UpstashOptions> options) : IWorkflowSurroundings
{
    public string WebhookUrl => $"{options.Value.Url.AbsoluteUri.TrimEnd('/')}/v2/workflows/hooks/{UserId(options.Value.Token)}";

    public Task<JsonElement> NotifyAsync(string eventId, object? data, string? runId, CancellationToken cancellationToken) =>
        qstash.SendAsync<JsonElement>(
            HttpMethod.Post, $"/v2/notify/{(runId is null ? "" : Uri.EscapeDataString(runId) + "/")}{Uri.EscapeDataString(eventId)}",
            UpstashJson.ToBody(data), cancellationToken, "text/plain;charset=UTF-8");

    /// <summary>A token is base64 of <c>{"UserID":"…","Password":"…"}</c>.</summary>
    private static string UserId(string token)
    {
        try
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(token)));
            return json.RootElement.GetProperty("UserID").GetString()!;
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new WorkflowException("A webhook needs to know the QStash user, but QSTASH_TOKEN does not name one: it is base64 of {\"UserID\":…,\"Password\":…}.", e);
        }
    }
}
