using System.Text;
using Ical.Net.Serialization;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Calendar;

/// <summary>Writes a user's subscriptions as iCalendar (RFC 5545), one after the other.</summary>
internal static class CalendarFile
{
    public const string MediaType = "text/calendar";

    private const string End = "END:VCALENDAR\r\n";

    public static async Task WriteAsync(
        Stream stream, IAsyncEnumerable<Subscription> subscriptions, User user, DateOnly today, CancellationToken cancellationToken)
    {
        await WriteAsync(Frame()[..^End.Length]);
        await foreach (var subscription in subscriptions)
            foreach (var charge in ChargeEvents.Of(subscription, user, today))
                await WriteAsync(new ComponentSerializer().SerializeToString(charge)!);
        await WriteAsync(End);

        async Task WriteAsync(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    /// <summary>A calendar without events. Programs that subscribe are asked to come again after half a day.</summary>
    private static string Frame()
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//SubTracker//Renewals//EN" };
        calendar.AddProperty("METHOD", "PUBLISH");
        calendar.AddProperty("X-WR-CALNAME", "SubTracker");
        calendar.AddProperty("NAME", "SubTracker");
        calendar.AddProperty("X-PUBLISHED-TTL", "PT12H");
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT12H");
        return new CalendarSerializer().SerializeToString(calendar)!;
    }
}
