using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>Requests and answers in a form in which equal ones are equal: JSON within texts decoded, what the procedure leaves out left out.</summary>
internal static partial class Canonical
{
    public static JsonNode Request(
        string method, string path, IEnumerable<KeyValuePair<string, string>> query,
        IEnumerable<KeyValuePair<string, string>> headers, string body) => new JsonObject
        {
            ["method"] = method,
            ["path"] = path,
            ["query"] = new JsonArray([.. query.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal).Select(pair => (JsonNode)pair)]),
            ["headers"] = new JsonObject(headers
                .Where(header => !IsTransport(header.Key))
                .OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
                .Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), Value(header.Key, header.Value)))),
            ["body"] = Text("body", body),
        };

    /// <summary>An answer's body without stack and without the name of an error's type.</summary>
    public static JsonNode? Answer(string body)
    {
        var json = Text("body", body);
        if (json is JsonObject answer && answer.ContainsKey("message"))
        {
            answer.Remove("stack");
            answer.Remove("error");
        }

        return json;
    }

    private static JsonNode? Value(string name, JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .Where(member => !IsTransport(member.Key))
            // Where keys are the names of headers, their case tells nothing; the official SDK writes one of them in two.
            .DistinctBy(member => Key(member.Key))
            .OrderBy(member => Key(member.Key), StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(Key(member.Key), Value(member.Key, member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => Value(name, item))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Text(name, value.GetValue<string>()),
        JsonValue value when IsDuration(name) => $"{value}s",
        _ => node?.DeepClone(),
    };

    private static string Key(string name) => name.Contains('-', StringComparison.Ordinal) ? name.ToLowerInvariant() : name;

    private static JsonNode? Text(string name, string text)
    {
        if (IsDuration(name))
            return Seconds(text);
        if (name.EndsWith("flow-control-value", StringComparison.OrdinalIgnoreCase))
            return PeriodPattern().Replace(text, match => "period=" + Seconds(match.Groups[1].Value));
        if (name.Equals("content-type", StringComparison.OrdinalIgnoreCase))
            return text.Replace("; ", ";", StringComparison.Ordinal);
        if (name is "webhookUrl" or "eventId")
            return RandomEventPattern().Replace(text, "evt_random");
        if (text is not (['{', ..] or ['[', ..] or ['"', ..]))
            return text;
        try
        {
            return Value(name, JsonNode.Parse(text));
        }
        catch (JsonException)
        {
            return text;
        }
    }

    // 3d and 259200 seconds are one duration; the SDKs differ in how their callers say it.
    private static bool IsDuration(string name) =>
        name.ToLowerInvariant() is "sleepfor" or "timeout" or "upstash-delay" or "upstash-timeout" or "retry-after";

    private static string Seconds(string duration) => DurationPattern().Matches(duration)
        .Sum(match => int.Parse(match.Groups[1].Value, null) * match.Groups[2].Value switch { "m" => 60, "h" => 3600, "d" => 86_400, _ => 1 }) + "s";

    private static bool IsTransport(string header) => header.ToLowerInvariant() is
        "user-agent" or "content-length" or "connection" or "host" or "traceparent" or "transfer-encoding"
        // The official SDK forwards even these when it starts a run again; no server may pass them on.
        or "upstash-forward-upstash-caller-ip" or "upstash-forward-upstash-max-retries" or "upstash-forward-upstash-message-id"
        or "upstash-forward-upstash-retried" or "upstash-forward-upstash-signature"
        || (header.StartsWith("upstash-forward-", StringComparison.OrdinalIgnoreCase) && IsTransport(header["upstash-forward-".Length..]))
        || header.StartsWith("upstash-telemetry-", StringComparison.OrdinalIgnoreCase)
        // Ours alone, and only while somebody traces.
        || header.EndsWith("-forward-traceparent", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("accept", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("sec-", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("([0-9]+)([smhd]?)")]
    private static partial Regex DurationPattern();

    [GeneratedRegex("evt_[A-Za-z0-9_-]{15}$")]
    private static partial Regex RandomEventPattern();

    [GeneratedRegex("period=([0-9smhd]+)")]
    private static partial Regex PeriodPattern();
}
