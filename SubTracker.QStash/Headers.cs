using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SubTracker.QStash;

/// <summary>Headers as Go writes them in JSON, <c>{ "Name": ["value"] }</c>; names in any case, order kept.</summary>
internal sealed class Headers : IEnumerable<KeyValuePair<string, string[]>>
{
    private readonly OrderedDictionary<string, string[]> _values = new(StringComparer.OrdinalIgnoreCase);

    public string? this[string name] => _values.TryGetValue(name, out var values) && values.Length > 0 ? values[0] : null;

    public bool Contains(string name) => _values.ContainsKey(name);

    public void Set(string name, params string[] values) => _values[name] = values;

    public void Remove(string name) => _values.Remove(name);

    /// <summary>The headers whose name begins with <paramref name="prefix"/>, without it.</summary>
    public IEnumerable<KeyValuePair<string, string[]>> Below(string prefix) =>
        from header in _values
        where header.Key.Length > prefix.Length && header.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        select KeyValuePair.Create(header.Key[prefix.Length..], header.Value);

    /// <summary>These headers, with the others in place of those of the same name.</summary>
    public Headers With(Headers others)
    {
        var joined = new Headers();
        foreach (var (name, values) in this.Concat(others))
            joined.Set(name, values);
        return joined;
    }

    public static Headers Parse(string json) => JsonSerializer.Deserialize<Headers>(json, Json.Options) ?? [];

    public void Add(string name, string[] values) => Set(name, values);

    public IEnumerator<KeyValuePair<string, string[]>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal sealed class HeadersConverter : JsonConverter<Headers>
{
    public override Headers Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var headers = new Headers();
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("headers are an object");
        foreach (var property in document.RootElement.EnumerateObject())
        {
            headers.Set(property.Name, property.Value.ValueKind == JsonValueKind.Array
                ? [.. property.Value.EnumerateArray().Select(Text)]
                : [Text(property.Value)]);
        }

        return headers;
    }

    public override void Write(Utf8JsonWriter writer, Headers value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, values) in value)
        {
            writer.WriteStartArray(name);
            foreach (var one in values)
                writer.WriteStringValue(one);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    // Batch items may carry numbers and booleans where strings are meant.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new JsonException("a header's value is a string"),
    };
}
