using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Reminders;

/// <summary>The offsets and the time of day that hold for one subscription, its own or its owner's defaults.</summary>
internal sealed record ReminderRules(bool Enabled, IReadOnlyList<int> DaysBefore, TimeOnly TimeOfDay)
{
    public static ReminderRules Of(Subscription subscription, User user) => new(
        subscription.Reminders.Enabled,
        subscription.Reminders.DaysBefore ?? user.Reminders.DaysBefore,
        subscription.Reminders.TimeOfDay ?? user.Reminders.TimeOfDay);
}

/// <summary>What is to be said on the way to one renewal, and when; a function of values (rules 9 and 11).</summary>
/// <param name="Renewal">The day that the run belongs to; of a cancelled subscription the one that would have been its next.</param>
/// <param name="Skipped">Moments already past when the plan was made, but for the latest of those that say the same.</param>
/// <param name="Moments">The latest past moments, to be sent at once, and those to come; earliest first, never empty.</param>
internal sealed record ReminderPlan(DateOnly Renewal, IReadOnlyList<Moment> Skipped, IReadOnlyList<Moment> Moments)
{
    // Leap years make offsets of 365 days fit only every fourth or, over a skipped leap year, eighth yearly renewal: 96 monthly ones.
    private const int RenewalsLookedAt = 100;

    /// <summary>The plan of the first renewal on or after <paramref name="from"/> that there is something to say about.</summary>
    public static ReminderPlan? Next(Subscription subscription, ReminderRules rules, UserZone zone, DateOnly from, DateTimeOffset now)
    {
        if (!rules.Enabled)
            return null;
        var today = zone.Today(now);
        foreach (var way in Ways(subscription, from, today).Take(RenewalsLookedAt))
            if (Split(way.Renewal, ReminderMoments.On(way, subscription, rules, zone, today), today, now) is { } plan)
                return plan;
        return null;
    }

    /// <summary>The renewals from a day on, each with the occurrence before it: what is said about one is over before the next one's begins.</summary>
    private static IEnumerable<Way> Ways(Subscription subscription, DateOnly from, DateOnly today)
    {
        var calendar = subscription.Calendar;
        if (subscription.Cancellation is not null)
        {
            if (subscription.WouldHaveRenewedOn is { } charge && charge >= from)
                yield return new(null, charge);
            yield break;
        }
        if (subscription is { Term: { AutoRenew: false, EndsWithTrial: false } })
        {
            // The first that nobody has renewed, also when past, is the only one until somebody does (rule 14).
            if (calendar.Next(today) is { } unrenewed && unrenewed >= from)
                yield return new(calendar.Previous(unrenewed), unrenewed);
            yield break;
        }
        var first = from > today ? from : today;
        var previous = calendar.Previous(first);
        foreach (var renewal in calendar.Renewals(first).Distinct())
        {
            yield return new(previous, renewal);
            previous = renewal;
        }
    }

    private static ReminderPlan? Split(DateOnly renewal, IReadOnlyList<Moment> all, DateOnly today, DateTimeOffset now)
    {
        var moments = all.Where(moment => !moment.IsUseless(renewal, today)).ToList();
        var skipped = moments.Where(moment => moments.Any(later => later.DueAt <= now && later.Repeats(moment))).ToList();
        return moments.Count > 0 ? new(renewal, skipped, [.. moments.Except(skipped)]) : null;
    }
}

/// <summary>The days behind the occurrence before a renewal, up to the renewal.</summary>
internal sealed record Way(DateOnly? Previous, DateOnly Renewal)
{
    public bool Contains(DateOnly day) => day <= Renewal && (Previous is null || day > Previous);
}
