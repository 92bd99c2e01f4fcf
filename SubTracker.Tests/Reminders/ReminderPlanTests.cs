using System.Globalization;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Storage;
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
        var first = Of(new BillingCycle(Frequency.Weekly, 1), Day("2026-03-20"), startRenews: true);
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
        Assert.Equal(("2026-03-02", "1@03-01T09:00"), Said(Plan(calendar, [1], "2026-02-28T00:00Z")!));
        Assert.Equal(
            Day("2026-03-09"),
            ReminderPlan.Next(Subscribed(calendar), Rules([1]), UserZone.Of("UTC"), Day("2026-03-03"), At("2026-03-02T12:00Z"))!.Renewal);
    }

    [Fact]
    public void Nothing_is_planned_where_reminders_are_off_or_no_renewal_is_left()
    {
        var monthly = Subscribed(Of(Frequency.Monthly, "2026-01-31"));
        Assert.Null(ReminderPlan.Next(monthly, Rules(s_usual) with { Enabled = false }, UserZone.Of("UTC"), default, At("2026-03-01T12:00Z")));
        Assert.Null(Plan(monthly, [], "2026-03-01T12:00Z"));
        Assert.Null(Plan(monthly with { Payments = 2 }, s_usual, "2026-03-01T12:00Z"));
    }

    [Fact]
    public void The_last_day_to_cancel_is_announced_a_week_and_a_day_ahead()
    {
        var yearly = Subscribed(Of(Frequency.Yearly, "2025-06-20")) with { NoticePeriod = new(1, PeriodUnit.Month) };
        Assert.Equal(
            ("2026-06-20", "cancel-by 2026-05-20 7@05-13T09:00 cancel-by 2026-05-20 1@05-19T09:00 7@06-13T09:00"),
            Said(Plan(yearly, [7], "2026-03-01T12:00Z")!));
    }

    [Fact]
    public void Notice_given_many_renewals_ahead_is_spoken_of_on_the_way_to_an_earlier_one()
    {
        // Three months' notice of a monthly contract: the last day for 20 June lies on 20 March.
        var monthly = Subscribed(Of(Frequency.Monthly, "2026-01-20")) with { NoticePeriod = new(3, PeriodUnit.Month) };
        Assert.Equal(
            ("2026-03-20", "cancel-by 2026-03-20 7@03-13T09:00 1@03-19T09:00 cancel-by 2026-03-20 1@03-19T09:00"),
            Said(Plan(monthly, [1], "2026-03-01T12:00Z")!));
    }

    [Fact]
    public void One_last_day_s_reminders_are_over_before_the_next_one_s_begin()
    {
        var weekly = Subscribed(Of(Frequency.Weekly, "2026-02-22")) with { NoticePeriod = new(2, PeriodUnit.Day) };
        Assert.Equal(("2026-03-08", "cancel-by 2026-03-06 1@03-05T09:00"), Said(Plan(weekly, [], "2026-03-02T00:00Z")!));
        var daily = Subscribed(Of(Frequency.Daily, "2026-02-22")) with { NoticePeriod = new(2, PeriodUnit.Day) };
        Assert.Null(Plan(daily, [], "2026-03-02T00:00Z"));
    }

    [Fact]
    public void The_end_of_a_trial_is_told_a_week_and_a_day_ahead_and_in_its_last_hours()
    {
        var trial = Subscribed(Of(new BillingCycle(Frequency.Monthly, 1), Day("2026-03-20"), trial: true));
        Assert.Equal(
            ("2026-03-20", "trial-ending 2026-03-20 7@03-13T08:00 trial-ending 2026-03-20 3@03-17T08:00 trial-ending 2026-03-20 1@03-19T08:00 trial-ending 2026-03-20 0@03-19T20:00"),
            Said(Plan(trial, [3], "2026-03-01T12:00Z", "Europe/Berlin")!));
        Assert.Equal(("2026-04-20", "3@04-17T07:00"), Said(Plan(trial, [3], "2026-03-21T12:00Z", "Europe/Berlin")!));
    }

    [Fact]
    public void Where_the_evening_is_the_usual_time_a_trial_has_no_other_last_hours()
    {
        var trial = Subscribed(Of(new BillingCycle(Frequency.Monthly, 1), Day("2026-03-20"), trial: true));
        var plan = ReminderPlan.Next(trial, new ReminderRules(true, [], new TimeOnly(21, 0)), UserZone.Of("UTC"), default, At("2026-03-01T12:00Z"))!;
        Assert.Equal([7, 1], plan.Moments.Select(m => m.DaysBefore));
    }

    [Theory]
    [InlineData("2026-03-15", "2026-03-20", "price-increase 2026-03-20 14@03-06T09:00")]
    [InlineData("2026-03-20", "2026-03-20", "price-increase 2026-03-20 14@03-06T09:00")]
    [InlineData("2026-03-21", "2026-04-20", "price-increase 2026-04-20 14@04-06T09:00")]
    public void A_price_that_rises_is_told_two_weeks_before_it_is_charged(string from, string renewal, string expected)
    {
        var rising = Subscribed(Of(Frequency.Monthly, "2026-01-20")) with { Prices = [new(Day("2026-01-20"), 10, "EUR"), new(Day(from), 12, "EUR")] };
        Assert.Equal((renewal, expected), Said(Plan(rising, [], "2026-03-01T12:00Z")!));
    }

    [Fact]
    public void A_price_that_falls_or_that_its_owner_has_changed_today_is_no_news()
    {
        var monthly = Subscribed(Of(Frequency.Monthly, "2026-01-20"));
        Assert.Null(Plan(monthly with { Prices = [new(Day("2026-01-20"), 10, "EUR"), new(Day("2026-03-15"), 8, "EUR")] }, [], "2026-03-01T12:00Z"));
        Assert.Null(Plan(monthly with { Prices = [new(Day("2026-01-20"), 10, "EUR"), new(Day("2026-03-01"), 12, "EUR")] }, [], "2026-03-01T12:00Z"));
    }

    [Fact]
    public void Two_weeks_before_the_price_rises_is_not_before_the_charge_before()
    {
        var weekly = Subscribed(Of(Frequency.Weekly, "2026-02-22")) with { Prices = [new(Day("2026-02-22"), 10, "EUR"), new(Day("2026-03-08"), 12, "EUR")] };
        Assert.Equal(("2026-03-08", "price-increase 2026-03-08 6@03-02T09:00"), Said(Plan(weekly, [], "2026-03-01T00:00Z")!));
    }

    [Fact]
    public void What_does_not_renew_by_itself_is_asked_for_until_somebody_renews_it()
    {
        var manual = Subscribed(new([new Term(new(Frequency.Monthly, 1), Day("2026-02-20"), StartRenews: false, AutoRenew: false)], []));
        const string Overdue = "payment-overdue 2026-03-20 -1@03-21T09:00 payment-overdue 2026-03-20 -3@03-23T09:00 payment-overdue 2026-03-20 -7@03-27T09:00";
        Assert.Equal(("2026-03-20", $"1@03-19T09:00 {Overdue}"), Said(Plan(manual, [1], "2026-03-01T12:00Z")!));
        var later = Plan(manual, [1], "2026-03-24T12:00Z")!;
        Assert.Equal(
            ("payment-overdue 2026-03-20 -1@03-21T09:00", "payment-overdue 2026-03-20 -3@03-23T09:00 payment-overdue 2026-03-20 -7@03-27T09:00"),
            (Text(later.Skipped), Text(later.Moments)));
        Assert.Null(ReminderPlan.Next(manual, Rules([1]), UserZone.Of("UTC"), Day("2026-03-21"), At("2026-03-28T00:00Z")));
    }

    [Fact]
    public void Cancelled_there_is_one_more_question_on_the_day_that_would_have_been_charged()
    {
        var cancelled = Subscribed(Of(Frequency.Monthly, "2026-01-20")) with { Cancellation = new(CancelEffective.PeriodEnd, Day("2026-03-19")) };
        Assert.Equal(("2026-03-20", "cancelled-guard 2026-03-20 0@03-20T09:00"), Said(Plan(cancelled, s_usual, "2026-03-01T12:00Z")!));
        Assert.Equal(("2026-03-20", "cancelled-guard 2026-03-20 0@03-20T09:00"), Said(Plan(cancelled, s_usual, "2026-04-03T12:00Z")!));
        Assert.Null(Plan(cancelled, s_usual, "2026-04-04T12:00Z"));
        Assert.Null(ReminderPlan.Next(cancelled, Rules([1]), UserZone.Of("UTC"), Day("2026-03-21"), At("2026-03-20T12:00Z")));
    }

    [Fact]
    public void Late_each_kind_says_its_latest_and_skips_what_that_one_repeats()
    {
        var monthly = Subscribed(Of(Frequency.Monthly, "2026-02-20")) with { NoticePeriod = new(5, PeriodUnit.Day) };
        var plan = Plan(monthly, s_usual, "2026-03-15T12:00Z")!;
        Assert.Equal(
            ("cancel-by 2026-03-15 7@03-08T09:00 7@03-13T09:00", "cancel-by 2026-03-15 1@03-14T09:00 5@03-15T09:00 2@03-18T09:00 1@03-19T09:00"),
            (Text(plan.Skipped), Text(plan.Moments)));
    }

    private static Subscription Subscribed(RenewalCalendar calendar) => Some.Subscription("a") with
    {
        Terms = calendar.Terms,
        Payments = calendar.Payments,
        Prices = [new(calendar.Terms[0].StartDate, 15.99m, "EUR")],
    };

    private static ReminderPlan? Plan(RenewalCalendar calendar, int[] days, string now, string zone = "UTC") => Plan(Subscribed(calendar), days, now, zone);

    private static ReminderPlan? Plan(Subscription subscription, int[] days, string now, string zone = "UTC") =>
        ReminderPlan.Next(subscription, Rules(days), UserZone.Of(zone), DateOnly.MinValue, At(now));

    private static ReminderRules Rules(int[] days) => new(true, days, new TimeOnly(9, 0));

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    private static (string, string) Said(ReminderPlan plan) => ($"{plan.Renewal:yyyy-MM-dd}", Text(plan.Moments));

    private static string Text(IEnumerable<Moment> moments) => string.Join(
        ' ', moments.Select(m => $"{m.Name.Replace(" days before", "", StringComparison.Ordinal)}@{m.DueAt:MM-ddTHH:mm}"));
}
