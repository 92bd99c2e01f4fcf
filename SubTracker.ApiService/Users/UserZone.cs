using NodaTime;
using NodaTime.Extensions;

namespace SubTracker.ApiService.Users;

/// <summary>A user's wall clock: which day it is there, and when a local time is.</summary>
internal sealed class UserZone(DateTimeZone zone)
{
    /// <summary>The zone of an IANA name, or UTC where the name is not known (any more).</summary>
    public static UserZone Of(string ianaName) => new(DateTimeZoneProviders.Tzdb.GetZoneOrNull(ianaName) ?? DateTimeZone.Utc);

    public DateOnly Today(DateTimeOffset now) => now.ToInstant().InZone(zone).Date.ToDateOnly();

    /// <summary>The instant of a local time; one that the clocks skip moves forward by the gap, one that comes twice is the earlier.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time) =>
        day.ToLocalDate().At(time.ToLocalTime()).InZoneLeniently(zone).ToInstant().ToDateTimeOffset();

    /// <summary>What the wall clock shows at an instant.</summary>
    public DateTime LocalTime(DateTimeOffset instant) => instant.ToInstant().InZone(zone).ToDateTimeUnspecified();
}
