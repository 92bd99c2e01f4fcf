using CsCheck;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Tests.Subscriptions;

/// <summary>What holds for every cycle, whatever its start.</summary>
public sealed class RenewalPropertyTests
{
    private static readonly Gen<DateOnly> s_day =
        Gen.Int[new DateOnly(1970, 1, 1).DayNumber, new DateOnly(2099, 12, 31).DayNumber].Select(DateOnly.FromDayNumber);

    private static readonly Gen<BillingCycle> s_cycle = Gen.Select(
        Gen.Enum<Frequency>(), Gen.Int[1, 366], Gen.Bool, Gen.Enum<WeekendRule>(),
        (frequency, interval, lastDay, weekend) =>
            new BillingCycle(frequency, interval, lastDay && frequency is not (Frequency.Daily or Frequency.Weekly or Frequency.Once), weekend));

    private static readonly Gen<RenewalCalendar> s_calendar = Gen.Select(
        s_cycle, s_day, Gen.Bool, Gen.Bool, Gen.Int[1, 1200].Nullable(),
        (cycle, anchor, trial, startRenews, payments) => Calendars.Of(cycle, anchor, startRenews, trial, payments));

    [Fact]
    public void Occurrences_never_decrease() =>
        s_calendar.Sample(calendar =>
        {
            var days = calendar.Occurrences(DateOnly.MinValue).Take(200).ToList();
            Assert.Equal(days.Order(), days);
        });

    [Fact]
    public void Every_occurrence_is_counted_from_the_anchor_without_drift_over_a_hundred_years() =>
        Gen.Select(s_cycle.Where(c => c.Months > 0 && !c.LastDayOfMonth && c.WeekendRule == WeekendRule.None), s_day).Sample((cycle, anchor) =>
        {
            var calendar = Calendars.Of(cycle, anchor);
            foreach (var day in calendar.Occurrences(anchor).TakeWhile(d => d.Year <= anchor.Year + 100))
            {
                // The day of the month is the anchor's, or the last one where the month is too short for it.
                Assert.Equal(Math.Min(anchor.Day, DateTime.DaysInMonth(day.Year, day.Month)), day.Day);
                Assert.Equal(0, (((day.Year - anchor.Year) * 12) + day.Month - anchor.Month) % cycle.Months);
            }
        });

    [Fact]
    public void Cycles_of_days_keep_their_distance() =>
        Gen.Select(s_cycle.Where(c => c.Days > 0 && c.WeekendRule == WeekendRule.None), s_day).Sample((cycle, anchor) =>
        {
            var days = Calendars.Of(cycle, anchor).Occurrences(anchor).Take(100).ToList();
            Assert.All(days.Zip(days.Skip(1)), pair => Assert.Equal(cycle.Days, pair.Second.DayNumber - pair.First.DayNumber));
        });

    [Fact]
    public void No_renewal_falls_on_a_weekend_where_a_rule_moves_it() =>
        Gen.Select(s_cycle.Where(c => c.WeekendRule != WeekendRule.None), s_day).Sample((cycle, anchor) =>
            Assert.All(
                Calendars.Of(cycle, anchor).Occurrences(DateOnly.MinValue).Take(50),
                day => Assert.False(day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)));

    [Fact]
    public void From_any_starting_point_the_answer_is_the_same() =>
        Gen.Select(s_calendar, Gen.Int[0, 150], Gen.Int[-3, 3]).Sample((calendar, skip, shift) =>
        {
            var all = calendar.Occurrences(DateOnly.MinValue).Take(200).ToList();
            if (skip >= all.Count)
                return;
            var from = DateOnly.FromDayNumber(Math.Min(all[skip].DayNumber + shift, DateOnly.MaxValue.DayNumber));
            Assert.Equal(all.Where(d => d >= from), calendar.Occurrences(from).TakeWhile(d => d <= all[^1]));
            Assert.Equal(all.Where(d => d < from).Select(d => (DateOnly?)d).LastOrDefault(), calendar.Previous(from));
        });
}
