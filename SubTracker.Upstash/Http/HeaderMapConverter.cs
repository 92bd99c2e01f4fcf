using System.Text.Json;
using System.Text.Json.Serialization;

namespace SubTracker.Upstash;

/// <summary>Headers in JSON, written <c>{"Name":["value"]}</c> and here and there <c>{"Name":"value"}</c>; names in any case.</summary>
internal sealed class HeaderMapConverter : JsonConverter<IReadOnlyDictionary<string, IReadOnlyList<string>>>
{
    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        var headers = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        if (json.RootElement.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in json.RootElement.EnumerateObject())
                headers[header.Name] = Values(header.Value);
        }

        return headers;
    }

    public override void Write(
        Utf8JsonWriter writer, IReadOnlyDictionary<string, IReadOnlyList<string>> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, values) in value)
        {
            writer.WriteStartArray(name);
            foreach (var text in values)
                writer.WriteStringValue(text);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static string[] Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().Select(v => v.ToString())],
        JsonValueKind.Null => [],
        _ => [value.ToString()],
    };
}
