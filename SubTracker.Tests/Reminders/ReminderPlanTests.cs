using System.Globalization;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;
using static SubTracker.Tests.Subscriptions.Calendars;

namespace SubTracker.Tests.Reminders;

/// <summary>What is planned when, worked by hand.</summary>
public sealed class ReminderPlanTests
{
    private static readonly int[] s_usual = [7, 5, 2, 1];

    [Fact]
    public void Every_moment_is_the_days_before_at_the_time_of_day_of_the_users_zone()
    {
        var plan = Plan(Of(Frequency.Monthly, "2026-01-31"), s_usual, "2026-03-01T12:00Z", "Europe/Berlin")!;
        Assert.Equal(Day("2026-03-31"), plan.Renewal);
        Assert.Empty(plan.Skipped);
        // Summer time begins on 29 March 2026.
        Assert.Equal("7@03-24T08:00 5@03-26T08:00 2@03-29T07:00 1@03-30T07:00", Text(plan.Moments));
    }

    [Theory]
    [InlineData("2026-03-29", "02:30", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25", "02:30", "2026-10-25T00:30:00Z")]
    public void A_time_that_the_clocks_skip_moves_on_by_the_gap_and_one_that_comes_twice_is_the_earlier(string day, string time, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture),
            UserZone.Of("Europe/Berlin").At(Day(day), TimeOnly.Parse(time, CultureInfo.InvariantCulture)));

    [Fact]
    public void One_renewals_reminders_are_over_before_the_next_ones_begin()
    {
        Assert.Equal("5@03-03T09:00 2@03-06T09:00 1@03-07T09:00", Text(Plan(Of(Frequency.Weekly, "2026-02-22"), s_usual, "2026-03-02T00:00Z")!.Moments));
        Assert.Equal("0@03-02T09:00", Text(Plan(Of(Frequency.Daily, "2026-02-01"), [2, 1, 0], "2026-03-02T00:00Z")!.Moments));
        Assert.Null(Plan(Of(Frequency.Daily, "2026-02-01"), s_usual, "2026-03-01T12:00Z"));
    }

    [Fact]
    public void The_first_renewal_has_no_occurrence_before_it()
    {
        var first = Of(new(Frequency.Weekly, 1), Day("2026-03-20"), startRenews: true);
        Assert.Equal("7@03-13T09:00", Text(Plan(first, [7], "2026-03-01T12:00Z")!.Moments));
    }

    [Fact]
    public void Of_moments_already_past_the_latest_is_sent_at_once_and_the_others_are_skipped()
    {
        var plan = Plan(Of(Frequency.Monthly, "2026-02-04"), s_usual, "2026-03-01T12:00Z")!;
        Assert.Equal(("7@02-25T09:00", "5@02-27T09:00 2@03-02T09:00 1@03-03T09:00"), (Text(plan.Skipped), Text(plan.Moments)));
    }

    [Fact]
    public void On_the_day_of_the_renewal_the_latest_is_still_said_and_the_day_after_nothing()
    {
        var calendar = Of(Frequency.Monthly, "2026-02-04");
        Assert.Equal(("2026-03-04", "1@03-03T09:00"), Said(Plan(calendar, s_usual, "2026-03-04T23:00Z")!));
        Assert.Equal(("2026-04-04", "7@03-28T09:00 5@03-30T09:00 2@04-02T09:00 1@04-03T09:00"), Said(Plan(calendar, s_usual, "2026-03-05T00:00Z")!));
    }

    [Fact]
    public void Renewals_that_nothing_is_to_be_said_about_are_passed_over()
    {
        // Thirty days before lies after the renewal before it only where that one is thirty-one days away.
        Assert.Equal(("2026-06-10", "30@05-11T09:00"), Said(Plan(Of(Frequency.Monthly, "2026-01-10"), [30], "2026-04-15T00:00Z")!));
        // 365 days before a yearly renewal lies after the one before it only over a leap day.
        Assert.Equal(Day("2028-03-05"), Plan(Of(Frequency.Yearly, "2025-03-05"), [365], "2026-03-10T00:00Z")!.Renewal);
        Assert.Equal(Day("2104-03-05"), Plan(Of(Frequency.Yearly, "2095-03-05"), [365], "2096-03-10T00:00Z")!.Renewal);
    }

    [Fact]
    public void Occurrences_that_land_on_one_day_have_one_reminder()
    {
        var calendar = Of(Frequency.Daily, "2026-02-27", weekend: WeekendRule.After);
        var monday = Plan(calendar, [1], "2026-02-28T00:00Z")!;
        Assert.Equal(("2026-03-02", "1@03-01T09:00"), Said(monday));
        Assert.Equal(Day("2026-03-09"), ReminderPlan.Next(calendar, Rules([1]), UserZone.Of("UTC"), Day("2026-03-03"), At("2026-03-02T12:00Z"))!.Renewal);
    }

    [Fact]
    public void Nothing_is_planned_where_reminders_are_off_or_no_renewal_is_left()
    {
        var calendar = Of(Frequency.Monthly, "2026-01-31");
        Assert.Null(ReminderPlan.Next(calendar, Rules(s_usual) with { Enabled = false }, UserZone.Of("UTC"), default, At("2026-03-01T12:00Z")));
        Assert.Null(Plan(calendar, [], "2026-03-01T12:00Z"));
        Assert.Null(Plan(calendar with { Payments = 2 }, s_usual, "2026-03-01T12:00Z"));
    }

    private static ReminderPlan? Plan(ApiService.Subscriptions.RenewalCalendar calendar, int[] days, string now, string zone = "UTC") =>
        ReminderPlan.Next(calendar, Rules(days), UserZone.Of(zone), DateOnly.MinValue, At(now));

    private static ReminderRules Rules(int[] days) => new(true, days, new TimeOnly(9, 0));

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    private static (string, string) Said(ReminderPlan plan) => ($"{plan.Renewal:yyyy-MM-dd}", Text(plan.Moments));

    private static string Text(IEnumerable<Moment> moments) => string.Join(' ', moments.Select(m => $"{m.DaysBefore}@{m.DueAt:MM-ddTHH:mm}"));
}
