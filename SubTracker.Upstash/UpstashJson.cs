using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SubTracker.Upstash;

internal static class UpstashJson
{
    /// <summary>Payloads and results of the user. Escapes no more than JSON must: bodies are hashed and compared as text.</summary>
    public static JsonSerializerOptions Values { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The protocol's own objects, which leave out what they do not have.</summary>
    public static JsonSerializerOptions Wire { get; } = new(Values)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new HeaderMapConverter() },
    };

    /// <summary>What travels as the body: a text as it is, anything else as its JSON.</summary>
    public static string? ToBody(object? value) => value switch
    {
        null => null,
        string text => text,
        _ => JsonSerializer.Serialize(value, value.GetType(), Values),
    };
}
