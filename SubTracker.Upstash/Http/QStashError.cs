using System.Globalization;
using System.Net;
using System.Text.Json;

namespace SubTracker.Upstash;

internal static class QStashError
{
    public static UpstashException From(HttpResponseMessage response, string body)
    {
        var message = $"QStash answered {(int)response.StatusCode}: {(body.Length == 0 ? "nothing" : Text(body))}";
        if (response.StatusCode != HttpStatusCode.TooManyRequests)
            return new UpstashException(response.StatusCode, message, body);

        var limit = response.Headers.Contains("Burst-RateLimit-Limit") ? UpstashRateLimit.Burst : UpstashRateLimit.Daily;
        var prefix = limit == UpstashRateLimit.Burst ? "Burst-RateLimit" : "RateLimit";
        return new UpstashRateLimitException(
            message, body, limit, (int?)Number(response, $"{prefix}-Limit"), (int?)Number(response, $"{prefix}-Remaining"),
            Number(response, $"{prefix}-Reset") is { } reset ? DateTimeOffset.FromUnixTimeSeconds(reset) : null);
    }

    private static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values)
        && long.TryParse(values.First(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 253_402_300_800
            ? number
            : null;

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
