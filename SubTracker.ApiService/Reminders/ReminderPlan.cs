using System.Text.Json.Serialization;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Reminders;

/// <summary>One moment to remind of a renewal, or of what else there is to say on the way to it.</summary>
/// <param name="Kind">Runs in flight from before there were kinds have none: they speak of renewals.</param>
/// <param name="Occurrence">The day it speaks of; <c>null</c> where that is the renewal itself.</param>
internal sealed record Moment(
    int DaysBefore, DateTimeOffset DueAt,
    [property: JsonConverter(typeof(JsonStringEnumConverter<ReminderKind>))] ReminderKind Kind = ReminderKind.Renewal, DateOnly? Occurrence = null);

/// <summary>The offsets and the time of day that hold for one subscription, its own or its owner's defaults.</summary>
internal sealed record ReminderRules(bool Enabled, IReadOnlyList<int> DaysBefore, TimeOnly TimeOfDay)
{
    public static ReminderRules Of(Subscription subscription, User user) => new(
        subscription.Reminders.Enabled,
        subscription.Reminders.DaysBefore ?? user.Reminders.DaysBefore,
        subscription.Reminders.TimeOfDay ?? user.Reminders.TimeOfDay);
}

/// <summary>What is to be said about one renewal, and when; a function of values (rules 9 and 11).</summary>
/// <param name="Skipped">Moments already past when the plan was made, but for the latest of them.</param>
/// <param name="Moments">The latest past moment, to be sent at once, and those to come; earliest first, never empty.</param>
internal sealed record ReminderPlan(DateOnly Renewal, IReadOnlyList<Moment> Skipped, IReadOnlyList<Moment> Moments)
{
    // Leap years make offsets of 365 days fit only every fourth or, over a skipped leap year, eighth yearly renewal: 96 monthly ones.
    private const int RenewalsLookedAt = 100;

    /// <summary>The plan of the first renewal on or after <paramref name="from"/> that there is something to say about.</summary>
    public static ReminderPlan? Next(RenewalCalendar calendar, ReminderRules rules, UserZone zone, DateOnly from, DateTimeOffset now)
    {
        if (!rules.Enabled || rules.DaysBefore.Count == 0)
            return null;
        var today = zone.Today(now);
        var first = from > today ? from : today;
        var previous = calendar.Previous(first);
        foreach (var renewal in calendar.Renewals(first).Distinct().Take(RenewalsLookedAt))
        {
            var moments = MomentsOf(renewal, previous, rules, zone);
            if (moments.Count > 0)
                return Split(renewal, moments, now);
            previous = renewal;
        }
        return null;
    }

    /// <summary>The moments of one renewal that lie after the occurrence before it, earliest first.</summary>
    public static IReadOnlyList<Moment> MomentsOf(DateOnly renewal, DateOnly? previous, ReminderRules rules, UserZone zone) =>
    [
        .. from days in rules.DaysBefore
           orderby days descending
           where renewal.DayNumber >= days
           let day = renewal.AddDays(-days)
           where previous is null || day > previous
           select new Moment(days, zone.At(day, rules.TimeOfDay)),
    ];

    private static ReminderPlan Split(DateOnly renewal, IReadOnlyList<Moment> moments, DateTimeOffset now)
    {
        var past = Math.Max(0, moments.Count(m => m.DueAt <= now) - 1);
        return new(renewal, [.. moments.Take(past)], [.. moments.Skip(past)]);
    }
}
