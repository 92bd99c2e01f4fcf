using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;
using static SubTracker.Tests.Subscriptions.Calendars;

namespace SubTracker.Tests.Subscriptions;

/// <summary>The rules of the renewal calendar, worked by hand.</summary>
public sealed class RenewalCalendarTests
{
    [Theory]
    [InlineData("2025-01-31", "2025-02-01", "2025-02-28")]
    [InlineData("2025-01-31", "2025-03-01", "2025-03-31")]
    [InlineData("2024-01-31", "2024-02-01", "2024-02-29")]
    [InlineData("2025-01-30", "2025-02-28", "2025-02-28")]
    [InlineData("2025-01-30", "2025-03-01", "2025-03-30")]
    [InlineData("2025-12-31", "2026-04-30", "2026-04-30")]
    public void A_monthly_renewal_keeps_its_day_of_the_month(string start, string today, string expected) =>
        Assert.Equal(Day(expected), Of(Frequency.Monthly, start).Next(Day(today)));

    [Theory]
    [InlineData("2024-02-29", "2025-01-01", "2025-02-28")]
    [InlineData("2024-02-29", "2028-01-01", "2028-02-29")]
    [InlineData("2096-02-29", "2100-01-01", "2100-02-28")]
    public void A_yearly_renewal_of_a_leap_day_is_the_28th_in_common_years(string start, string today, string expected) =>
        Assert.Equal(Day(expected), Of(Frequency.Yearly, start).Next(Day(today)));

    [Theory]
    [InlineData(Frequency.Daily, 1, "2026-01-02")]
    [InlineData(Frequency.Daily, 10, "2026-01-11")]
    [InlineData(Frequency.Weekly, 1, "2026-01-08")]
    [InlineData(Frequency.Weekly, 6, "2026-02-12")]
    [InlineData(Frequency.Monthly, 2, "2026-03-01")]
    [InlineData(Frequency.Quarterly, 1, "2026-04-01")]
    [InlineData(Frequency.Quarterly, 3, "2026-10-01")]
    [InlineData(Frequency.HalfYearly, 1, "2026-07-01")]
    [InlineData(Frequency.Yearly, 2, "2028-01-01")]
    public void An_interval_counts_units_of_the_frequency(Frequency frequency, int interval, string second) =>
        Assert.Equal(Day(second), Of(frequency, "2026-01-01", interval).Renewals(Day("2026-01-01")).First());

    [Theory]
    [InlineData("2026-02-10", "2026-02-28,2026-03-31,2026-04-30")]
    [InlineData("2024-02-29", "2024-02-29,2024-03-31,2024-04-30")]
    public void The_last_day_of_the_month_holds_for_every_occurrence_the_first_included(string start, string expected) =>
        Assert.Equal(Days(expected), Of(Frequency.Monthly, start, lastDay: true).Occurrences(Day(start)).Take(3));

    [Theory]
    [InlineData(WeekendRule.Before, "2026-01-31", "2026-01-30,2026-02-27,2026-03-31")]
    [InlineData(WeekendRule.After, "2026-01-31", "2026-02-02,2026-03-02,2026-03-31")]
    [InlineData(WeekendRule.None, "2026-01-31", "2026-01-31,2026-02-28,2026-03-31")]
    public void A_weekend_moves_the_day_and_not_the_count(WeekendRule rule, string start, string expected) =>
        Assert.Equal(Days(expected), Of(Frequency.Monthly, start, weekend: rule).Occurrences(Day(start).AddDays(-2)).Take(3));

    [Fact]
    public void Occurrences_that_a_weekend_moves_together_are_separate_charges() =>
        Assert.Equal(
            Days("2026-01-02,2026-01-05,2026-01-05,2026-01-05,2026-01-06"),
            Of(Frequency.Daily, "2026-01-02", weekend: WeekendRule.After).Occurrences(Day("2026-01-02")).Take(5));

    [Theory]
    [InlineData("2026-03-01", "2026-02-28", "2026-03-01")]
    [InlineData("2026-03-01", "2026-03-01", "2026-04-01")]
    [InlineData("2026-03-01", "2026-03-02", "2026-04-01")]
    public void A_start_after_the_day_it_was_set_is_the_first_renewal_else_the_first_payment(string start, string setOn, string expected)
    {
        var cycle = new BillingCycle(Frequency.Monthly, 1);
        var calendar = Of(cycle, Day(start), startRenews: cycle.Occurrence(Day(start), 0) > Day(setOn));
        Assert.Equal(Day(expected), calendar.Next(Day(setOn)));
    }

    [Fact]
    public void On_its_own_day_a_renewal_is_still_the_next()
    {
        var calendar = Of(Frequency.Monthly, "2026-01-15");
        Assert.Equal(Day("2026-03-15"), calendar.Next(Day("2026-03-15")));
        Assert.Equal(Day("2026-04-15"), calendar.Next(Day("2026-03-16")));
    }

    [Fact]
    public void Once_has_occurrence_zero_alone()
    {
        Assert.Equal(Days("2026-05-05"), Of(Frequency.Once, "2026-05-05").Occurrences(DateOnly.MinValue));
        Assert.Empty(Of(Frequency.Once, "2026-05-05").Renewals(DateOnly.MinValue));
        Assert.Equal(Day("2026-05-05"), Of(new(Frequency.Once, 1), Day("2026-05-05"), startRenews: true).Next(Day("2026-05-01")));
    }

    [Fact]
    public void The_end_date_is_the_last_day_a_moved_occurrence_may_fall_on()
    {
        var calendar = Of(Frequency.Monthly, "2026-01-31", weekend: WeekendRule.After);
        Assert.Equal(Days("2026-02-02"), (calendar with { LastDay = Day("2026-03-01") }).Occurrences(Day("2026-01-01")));
        Assert.Equal(Days("2026-02-02,2026-03-02"), (calendar with { LastDay = Day("2026-03-02") }).Occurrences(Day("2026-01-01")));
    }

    [Fact]
    public void Payments_count_the_first_and_whichever_ends_first_ends()
    {
        var calendar = Of(Frequency.Monthly, "2026-01-10") with { Payments = 3 };
        Assert.Equal(Days("2026-01-10,2026-02-10,2026-03-10"), calendar.Occurrences(Day("2026-01-01")));
        Assert.Null(calendar.Next(Day("2026-03-11")));
        Assert.Single((calendar with { LastDay = Day("2026-02-09") }).Occurrences(Day("2026-01-01")));
    }

    [Fact]
    public void The_end_of_a_trial_is_charged_on_its_own_day_and_is_the_anchor_from_then_on()
    {
        // 31 January 2026 is a Saturday: rules 2 and 3 move what follows, not the trial's end.
        var calendar = Of(new(Frequency.Monthly, 1, WeekendRule: WeekendRule.Before), Day("2026-01-31"), trial: true);
        Assert.Equal(Days("2026-01-31,2026-02-27,2026-03-31"), calendar.Renewals(Day("2026-01-01")).Take(3));
    }

    [Fact]
    public void Nothing_is_charged_before_the_trial_is_over()
    {
        var calendar = Of(new(Frequency.Daily, 1, WeekendRule: WeekendRule.Before), Day("2026-01-31"), trial: true);
        Assert.Equal(Days("2026-01-31,2026-01-31,2026-02-02"), calendar.Renewals(Day("2026-01-01")).Take(3));
    }

    [Fact]
    public void Occurrences_stop_at_the_end_of_the_calendar()
    {
        Assert.Equal(Day("9999-12-31"), Of(Frequency.Daily, "2099-12-31").Occurrences(Day("9999-12-30")).Last());
        Assert.Equal(Day("9999-12-15"), Of(Frequency.Monthly, "2099-12-15").Occurrences(Day("9999-11-30")).Last());
        Assert.Equal(Day("9999-01-01"), Of(Frequency.Yearly, "2026-01-01").Occurrences(Day("9998-12-01")).Last());
    }

    [Theory]
    [InlineData("2026-03-31", "2026-02-28")]
    [InlineData("2026-02-28", "2026-01-31")]
    [InlineData("2026-02-01", "2026-01-31")]
    [InlineData("2026-01-31", null)]
    public void The_previous_occurrence_lies_strictly_before_the_day(string day, string? expected) =>
        Assert.Equal(expected is null ? null : Day(expected), Of(Frequency.Monthly, "2026-01-31").Previous(Day(day)));
}
