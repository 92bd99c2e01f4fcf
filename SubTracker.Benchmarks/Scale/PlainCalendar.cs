using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Benchmarks.Scale;

/// <summary>
/// When a subscription of the <see cref="Population"/> is reminded of, counted a second time and otherwise: from the documents' rules, over a
/// plain list of its days, with the system's time zones in place of NodaTime's. Knows only what occurs in the population.
/// </summary>
internal sealed class PlainCalendar(Subscription s, User user, DateTimeOffset now, DateTimeOffset until)
{
    private readonly Term _term = s.Terms.Single();
    private readonly int[] _daysBefore = [.. s.Reminders.DaysBefore ?? user.Reminders.DaysBefore];
    private readonly TimeOnly _time = s.Reminders.TimeOfDay ?? user.Reminders.TimeOfDay;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(user.TimeZone);

    public List<DateTimeOffset> Moments() =>
        s.Reminders.Enabled ? [.. All().Where(moment => moment > now && moment <= until).Order()] : [];

    private IEnumerable<DateTimeOffset> All()
    {
        var (days, first) = Days();
        if (s.Cancellation is { } cancellation)
        {
            var guard = days.Skip(first).FirstOrDefault(day => day > cancellation.EndsOn);
            if (guard != default)
                yield return At(guard);
            yield break;
        }
        for (var i = first; i < days.Count; i++)
        {
            var (before, day) = (i > 0 ? days[i - 1] : DateOnly.MinValue, days[i]);
            foreach (var moment in Of(before, day))
                yield return moment;
            if (!_term.AutoRenew)
            {
                foreach (var behind in (int[])[1, 3, 7])
                    yield return At(day.AddDays(behind));
                yield break;
            }
        }
    }

    private IEnumerable<DateTimeOffset> Of(DateOnly before, DateOnly day)
    {
        var isTrial = day == _term.TrialEndsOn;
        foreach (var ahead in isTrial ? _daysBefore.Union([7, 1]) : _daysBefore)
            if (day.AddDays(-ahead) > before)
                yield return At(day.AddDays(-ahead));
        if (isTrial && !_daysBefore.Contains(0) && At(day, default).AddHours(-3) > At(day.AddDays(-1)))
            yield return At(day, default).AddHours(-3);
        if (s.NoticePeriod is { } notice)
            foreach (var ahead in (int[])[7, 1])
                if (before == DateOnly.MinValue || LastDay(notice, day).AddDays(-ahead) > LastDay(notice, before))
                    yield return At(LastDay(notice, day).AddDays(-ahead));
        if (s.Prices.Skip(1).Any(price => price.From > before && price.From <= day))
            yield return At(day.AddDays(-Math.Min(14, before == DateOnly.MinValue ? 14 : day.DayNumber - before.DayNumber - 1)));
    }

    private static DateOnly LastDay(NoticePeriod notice, DateOnly renewal) => notice.Unit switch
    {
        PeriodUnit.Day => renewal.AddDays(-notice.Count),
        PeriodUnit.Week => renewal.AddDays(-7 * notice.Count),
        _ => Shifted(renewal, -notice.Count),
    };

    /// <summary>Every day that it is charged, and the index of the first that is a renewal.</summary>
    private (List<DateOnly> Days, int First) Days()
    {
        var days = new List<DateOnly>();
        var (anchor, last) = (_term.TrialEndsOn ?? _term.StartDate, DateOnly.FromDateTime(until.UtcDateTime).AddDays(800));
        for (var n = 0; ; n++)
        {
            var day = Day(anchor, n);
            if (day > last || day > s.EndDate || (n > 0 && _term.Cycle.Frequency == Frequency.Once))
                break;
            if (!s.Pauses.Any(pause => day >= pause.From && day < pause.Until))
                days.Add(day);
        }
        var startsAsRenewal = _term.TrialEndsOn is not null || Day(anchor, 0) > DateOnly.FromDateTime(s.CreatedAt.UtcDateTime);
        return (days, startsAsRenewal ? 0 : days is [var start, ..] && start == Day(anchor, 0) ? 1 : 0);
    }

    private DateOnly Day(DateOnly anchor, int n)
    {
        if (n == 0 && _term.TrialEndsOn is not null)
            return anchor;
        var day = _term.Cycle.Frequency switch
        {
            Frequency.Weekly => anchor.AddDays(7 * n * _term.Cycle.Interval),
            Frequency.Monthly => Shifted(anchor, n * _term.Cycle.Interval),
            Frequency.Quarterly => Shifted(anchor, n * 3 * _term.Cycle.Interval),
            Frequency.HalfYearly => Shifted(anchor, n * 6 * _term.Cycle.Interval),
            Frequency.Yearly => Shifted(anchor, n * 12 * _term.Cycle.Interval),
            _ => anchor,
        };
        if (_term.Cycle.LastDayOfMonth)
            while (day.AddDays(1).Month == day.Month)
                day = day.AddDays(1);
        var step = _term.Cycle.WeekendRule switch { WeekendRule.Before => -1, WeekendRule.After => 1, _ => 0 };
        while (step != 0 && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(step);
        return _term.TrialEndsOn is not null && day < anchor ? anchor : day;
    }

    /// <summary>The same day of another month, or its last.</summary>
    private static DateOnly Shifted(DateOnly day, int months)
    {
        var month = day.Year * 12 + day.Month - 1 + months;
        var (year, of) = (month / 12, month % 12 + 1);
        var length = of switch { 2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28, 4 or 6 or 9 or 11 => 30, _ => 31 };
        return new(year, of, Math.Min(day.Day, length));
    }

    private DateTimeOffset At(DateOnly day) => At(day, _time);

    private DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
