using System.Globalization;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Calendar;

/// <summary>
/// The charges of a subscription as events of a calendar: one event that recurs where a rule says exactly what the renewal calendar says,
/// else one event a charge, since programs differ in what they make of lists of dates. A function of values.
/// </summary>
internal static class ChargeEvents
{
    private const int YearsBack = 1;
    private const int YearsAhead = 2;
    private const int LastDayThatEveryMonthHas = 28;

    // What recurs is the same each time: looked at for so many charges, ten years of monthly ones.
    private const int ChargesLookedAt = 120;

    public static IEnumerable<CalendarEvent> Of(Subscription s, User user, DateOnly today)
    {
        var recurring = RecurringFrom(s, user, today);
        if (recurring is var (first, rule))
            yield return Event(s, user, first, charges: 1, today, $"{s.Id}@subtracker", rule);
        foreach (var charge in Window(s, today).TakeWhile(day => recurring is null || day < recurring.Value.First).GroupBy(day => day))
            yield return Event(s, user, charge.Key, charge.Count(), today, $"{s.Id}-{charge.Key:yyyyMMdd}@subtracker", rule: null);
    }

    /// <summary>From a year ago to two years ahead, and the next charge however far it is.</summary>
    private static IEnumerable<DateOnly> Window(Subscription s, DateOnly today)
    {
        var last = today.AddYears(YearsAhead);
        foreach (var day in s.Calendar.Occurrences(today.AddYears(-YearsBack)))
        {
            if (day <= last || s.Calendar.Previous(day) is not { } before || before < today)
                yield return day;
            if (day > last)
                yield break;
        }
    }

    /// <summary>The first charge from which on a rule says it all: the same price, the same reminders, no pause, no clamped month end.</summary>
    private static (DateOnly First, RecurrenceRule Rule)? RecurringFrom(Subscription s, User user, DateOnly today)
    {
        var (term, cycle) = (s.Term, s.Term.Cycle);
        var from = term.Since > s.PriceOn(today).From ? term.Since : s.PriceOn(today).From;
        if (RuleOf(cycle, term.Anchor) is not { } rule || s.Prices.After(today) is not null || s.Pauses.Any(p => p.Until is null || p.Until > from))
            return null;
        var charges = s.Calendar.Occurrences(from).Take(ChargesLookedAt).ToList();
        var reminders = charges.Select(day => string.Join(' ', DaysBefore(s, user, day))).ToList();
        // The first one has nothing before it, and so perhaps an earlier reminder than the others.
        var skipped = reminders.Count > 1 && reminders[0] != reminders[1] ? 1 : 0;
        if (reminders.Skip(skipped).Distinct().Count() != 1 || !Agrees(cycle, charges[skipped]))
            return null;
        if (s.Calendar is { LastDay: not null } or { Payments: not null })
            rule.Until = new CalDateTime(s.Calendar.Occurrences(from).Last());
        return (charges[skipped], rule);
    }

    private static RecurrenceRule? RuleOf(BillingCycle cycle, DateOnly anchor) => cycle switch
    {
        { WeekendRule: not WeekendRule.None } => null,
        { Frequency: Frequency.Daily } => new(FrequencyType.Daily, cycle.Interval),
        { Frequency: Frequency.Weekly } => new(FrequencyType.Weekly, cycle.Interval),
        { Months: > 0, LastDayOfMonth: true } => new(FrequencyType.Monthly, cycle.Months) { ByMonthDay = [-1] },
        { Frequency: Frequency.Yearly } when anchor.Day <= LastDayThatEveryMonthHas => new(FrequencyType.Yearly, cycle.Interval),
        { Months: > 0 } when anchor.Day <= LastDayThatEveryMonthHas => new(FrequencyType.Monthly, cycle.Months),
        _ => null,
    };

    // The end of a trial is charged on its own day, whatever the day of the others.
    private static bool Agrees(BillingCycle cycle, DateOnly first) =>
        !cycle.LastDayOfMonth || first.Day == DateTime.DaysInMonth(first.Year, first.Month);

    private static CalendarEvent Event(Subscription s, User user, DateOnly day, int charges, DateOnly today, string uid, RecurrenceRule? rule)
    {
        var changed = s.UpdatedAt > user.UpdatedAt ? s.UpdatedAt : user.UpdatedAt;
        var charge = new CalendarEvent
        {
            Uid = uid,
            DtStart = new CalDateTime(day),
            DtEnd = day < DateOnly.MaxValue ? new CalDateTime(day.AddDays(1)) : null,
            Summary = EventText.Summary(s, day, charges),
            Description = EventText.Description(s, day),
            Transparency = TransparencyType.Transparent,
            // What is shown follows the subscription and its owner's reminder settings; both only count up.
            Sequence = (int)Math.Min(int.MaxValue, s.Version + user.SettingsVersion - 2),
            DtStamp = Instant(changed),
            LastModified = Instant(changed),
            Created = Instant(s.CreatedAt),
            RecurrenceRule = rule,
        };
        charge.Categories.Add(EventText.Plain(s.Category));
        if (s.Url is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address))
            charge.Url = address;
        // Some programs ring what is long past once they have read it.
        if (rule is not null || day >= today)
            foreach (var days in DaysBefore(s, user, day))
                charge.Alarms.Add(Alarm(s, days, s.Reminders.TimeOfDay ?? user.Reminders.TimeOfDay));
        return charge;
    }

    /// <summary>The reminders of a charge: only those behind the charge before it (renewal calendar, rule 9).</summary>
    private static IEnumerable<int> DaysBefore(Subscription s, User user, DateOnly day)
    {
        if (!s.Reminders.Enabled)
            return [];
        var previous = s.Calendar.Previous(day);
        return (s.Reminders.DaysBefore ?? user.Reminders.DaysBefore)
            .Where(days => day.DayNumber >= days && (previous is null || day.AddDays(-days) > previous))
            .OrderDescending();
    }

    private static Alarm Alarm(Subscription s, int daysBefore, TimeOnly at)
    {
        var minutes = (int)at.ToTimeSpan().TotalMinutes - (daysBefore * 24 * 60);
        var (sign, length) = (Math.Sign(minutes), Math.Abs(minutes));
        return new()
        {
            Action = "DISPLAY",
            Description = EventText.Plain(s.Name),
            Trigger = new Trigger(minutes == 0 ? Duration.Zero : new Duration(
                null, Part(sign * (length / 1440)), Part(sign * (length / 60 % 24)), Part(sign * (length % 60)), null)),
        };
    }

    private static int? Part(int value) => value == 0 ? null : value;

    private static CalDateTime Instant(DateTimeOffset instant) => new(
        DateTime.Parse(instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), "UTC", true);
}
