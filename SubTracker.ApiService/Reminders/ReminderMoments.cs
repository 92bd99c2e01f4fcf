using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Reminders;

/// <summary>What is said on the way to a renewal, kind by kind; functions of values.</summary>
internal static class ReminderMoments
{
    /// <summary>A trial that nobody thinks of costs money: it is spoken of at least this often.</summary>
    private static readonly int[] s_beforeTrialEnds = [7, 1];

    /// <summary>Before the day begins on which a trial ends: in its last hours.</summary>
    private static readonly TimeSpan s_lastHours = TimeSpan.FromHours(3);

    private static readonly int[] s_beforeLastDayToCancel = [7, 1];
    private static readonly int[] s_daysOverdue = [1, 3, 7];

    private const int BeforePriceRises = 14;

    /// <summary>Everything there is to say on the way, earliest first.</summary>
    public static IReadOnlyList<Moment> On(Way way, Subscription s, ReminderRules rules, UserZone zone, DateOnly today)
    {
        IEnumerable<Moment> moments = s.Cancellation is not null
            ? [new(0, zone.At(way.Renewal, rules.TimeOfDay), ReminderKind.CancelledGuard, way.Renewal)]
            :
            [
                .. way.Renewal == s.TermOn(way.Renewal).TrialEndsOn ? TrialEnding(way, rules, zone) : Renewal(way, rules, zone),
                .. LastDaysToCancel(way, s, rules, zone),
                .. PriceRising(way, s, rules, zone, today),
                .. s.Term is { AutoRenew: false, EndsWithTrial: false } ? Overdue(way, rules, zone) : [],
            ];
        return [.. moments.OrderBy(m => m.DueAt).ThenBy(m => m.Kind).ThenBy(m => m.Occurrence)];
    }

    private static IEnumerable<Moment> Renewal(Way way, ReminderRules rules, UserZone zone) =>
        from days in rules.DaysBefore
        where way.Renewal.DayNumber >= days
        let day = way.Renewal.AddDays(-days)
        where way.Contains(day)
        select new Moment(days, zone.At(day, rules.TimeOfDay));

    private static IEnumerable<Moment> TrialEnding(Way way, ReminderRules rules, UserZone zone)
    {
        foreach (var days in rules.DaysBefore.Union(s_beforeTrialEnds).Where(days => way.Renewal.DayNumber >= days))
            if (way.Contains(way.Renewal.AddDays(-days)))
                yield return new(days, zone.At(way.Renewal.AddDays(-days), rules.TimeOfDay), ReminderKind.TrialEnding, way.Renewal);
        var lastHours = zone.At(way.Renewal, default) - s_lastHours;
        if (!rules.DaysBefore.Contains(0) && lastHours > zone.At(way.Renewal.AddDays(-1), rules.TimeOfDay))
            yield return new(0, lastHours, ReminderKind.TrialEnding, way.Renewal);
    }

    /// <summary>Of each last day to cancel, those reminders that fall on this way: notice may be given many renewals ahead.</summary>
    private static IEnumerable<Moment> LastDaysToCancel(Way way, Subscription s, ReminderRules rules, UserZone zone)
    {
        if (s.NoticePeriod is not { } notice)
            yield break;
        var earliest = notice.EarliestRenewal(way.Previous?.AddDays(1) ?? DateOnly.MinValue);
        var first = earliest > way.Renewal ? earliest : way.Renewal;
        var before = s.Calendar.Previous(first) is { } previous ? notice.Before(previous) : null;
        foreach (var renewal in s.Calendar.Renewals(first).Distinct())
        {
            if (notice.Before(renewal) is not { } lastDay)
                continue;
            if (lastDay.AddDays(-s_beforeLastDayToCancel[0]) > way.Renewal)
                yield break;
            foreach (var days in s_beforeLastDayToCancel)
                if (lastDay.AddDays(-days) is var day && way.Contains(day) && !(day <= before))
                    yield return new(days, zone.At(day, rules.TimeOfDay), ReminderKind.CancelBy, lastDay);
            before = lastDay;
        }
    }

    /// <summary>Two weeks before the first charge at a higher price that was announced, or as early as the charge before it allows.</summary>
    private static IEnumerable<Moment> PriceRising(Way way, Subscription s, ReminderRules rules, UserZone zone, DateOnly today)
    {
        if (!s.Rises().Any(rise => rise.From > today && way.Contains(rise.From)))
            yield break;
        var days = way.Previous is { } previous ? Math.Min(BeforePriceRises, way.Renewal.DayNumber - previous.DayNumber - 1) : BeforePriceRises;
        yield return new(days, zone.At(way.Renewal.AddDays(-days), rules.TimeOfDay), ReminderKind.PriceIncrease, way.Renewal);
    }

    private static IEnumerable<Moment> Overdue(Way way, ReminderRules rules, UserZone zone) =>
        s_daysOverdue.Select(days => new Moment(-days, zone.At(way.Renewal.AddDays(days), rules.TimeOfDay), ReminderKind.PaymentOverdue, way.Renewal));
}
