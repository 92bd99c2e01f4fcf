using System.Text.Json;

namespace SubTracker.Upstash;

internal static class QStashError
{
    public static UpstashException From(HttpResponseMessage response, string body) =>
        new(response.StatusCode, $"QStash answered {(int)response.StatusCode}: {Text(body)}");

    /// <summary>The sentence in <c>{"error":"…"}</c>, or in the first failed item of a batch; the body itself where there is none.</summary>
    private static string Text(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var failures = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray().ToArray() : [json.RootElement];
            return failures.Where(f => f.ValueKind == JsonValueKind.Object)
                .Select(f => f.TryGetProperty("error", out var error) ? error.ToString() : null)
                .FirstOrDefault(error => error is not null) ?? body;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
