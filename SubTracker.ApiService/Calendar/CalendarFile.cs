using System.Security.Cryptography;
using System.Text;
using Ical.Net.Serialization;
using Microsoft.Net.Http.Headers;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Calendar;

/// <summary>Writes a user's subscriptions as iCalendar (RFC 5545), one after the other.</summary>
internal static class CalendarFile
{
    public const string MediaType = "text/calendar";

    private const string End = "END:VCALENDAR\r\n";

    /// <summary>What the file is a function of, hashed: the program that writes it, the day, its owner's settings, every subscription at its version.</summary>
    public static async Task<EntityTagHeaderValue> TagAsync(IAsyncEnumerable<Subscription> subscriptions, User user, DateOnly today)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Append(FormattableString text) => hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(text)));

        Append($"{typeof(CalendarFile).Module.ModuleVersionId} {today:yyyy-MM-dd} {user.Id} {user.SettingsVersion} {user.UpdatedAt:O}\n");
        await foreach (var subscription in subscriptions)
            Append($"{subscription.Id} {subscription.Version}\n");
        return new($"\"{Convert.ToHexStringLower(hash.GetHashAndReset())[..32]}\"");
    }

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
