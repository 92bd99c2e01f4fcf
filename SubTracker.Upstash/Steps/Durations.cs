using System.Globalization;
using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>Durations as QStash writes them: seconds, or <c>1d10h30m</c>.</summary>
internal static class Durations
{
    public static string Text(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(Math.Max(0, duration.TotalSeconds)):0}s");

    /// <summary>A moment as QStash counts: whole seconds, rounded and not cut.</summary>
    public static long UnixSeconds(DateTimeOffset moment) =>
        (long)Math.Round(moment.ToUnixTimeMilliseconds() / 1000d, MidpointRounding.AwayFromZero);

    public static long? Seconds(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Number } number => (long)Math.Ceiling(number.GetDouble()),
        { ValueKind: JsonValueKind.String } text => Seconds(text.GetString()!),
        _ => null,
    };

    public static long? Seconds(string text)
    {
        long total = 0, number = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character))
            {
                number = number * 10 + (character - '0');
                continue;
            }

            var unit = character switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, 'w' => 604_800, _ => 0 };
            if (unit == 0)
                return null;
            total += number * unit;
            number = 0;
        }

        return total + number;
    }
}
