using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SubTracker.Upstash;

/// <summary>Moments as QStash writes them: milliseconds, as a number or as a text.</summary>
internal sealed class UnixMilliseconds : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var milliseconds = reader.TokenType switch
        {
            JsonTokenType.Number => (long)reader.GetDouble(),
            JsonTokenType.String when long.TryParse(reader.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
            _ => 0,
        };
        return milliseconds is > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } moment)
            writer.WriteNumberValue(moment.ToUnixTimeMilliseconds());
        else
            writer.WriteNullValue();
    }
}
