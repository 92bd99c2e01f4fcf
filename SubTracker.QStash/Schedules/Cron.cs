using Cronos;
using SubTracker.QStash.Access;

namespace SubTracker.QStash.Schedules;

/// <summary><c>0 9 * * *</c>, in UTC, or <c>CRON_TZ=Europe/Berlin 0 9 * * *</c>.</summary>
internal static class Cron
{
    private const string Zone = "CRON_TZ=";

    /// <returns>The next occurrence after the moment, or <c>null</c> where there is none.</returns>
    public static long? Next(string text, long after)
    {
        var (expression, zone) = Parse(text);
        return expression.GetNextOccurrence(DateTimeOffset.FromUnixTimeMilliseconds(after), zone)?.ToUnixTimeMilliseconds();
    }

    private static (CronExpression Expression, TimeZoneInfo Zone) Parse(string text)
    {
        var rest = text.Trim();
        var zone = TimeZoneInfo.Utc;
        if (rest.StartsWith(Zone, StringComparison.OrdinalIgnoreCase))
        {
            var parts = rest[Zone.Length..].Split(' ', 2, StringSplitOptions.TrimEntries);
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(parts[0], out var found))
                throw Refusal.BadRequest($"invalid cron: there is no time zone '{parts[0]}'");
            (zone, rest) = (found, parts.Length > 1 ? parts[1] : "");
        }

        return CronExpression.TryParse(rest, out var expression)
            ? (expression, zone)
            : throw Refusal.BadRequest($"invalid cron: '{text}' is not of the form '0 9 * * *', or 'CRON_TZ=Europe/Berlin 0 9 * * *'");
    }
}
