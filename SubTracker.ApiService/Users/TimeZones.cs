using NodaTime;

namespace SubTracker.ApiService.Users;

internal static class TimeZones
{
    public static Dictionary<string, string[]> Unknown { get; } = new()
    {
        ["timeZone"] = ["The time zone is an IANA name, such as Europe/Berlin or UTC."],
    };

    // Not GetZoneOrNull: it makes up zones such as UTC+05:30, which no rule of the IANA stands behind.
    public static bool Knows(string? id) => id is null || DateTimeZoneProviders.Tzdb.Ids.Contains(id);
}
