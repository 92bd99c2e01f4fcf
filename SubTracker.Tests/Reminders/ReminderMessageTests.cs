using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Users;

namespace SubTracker.Tests.Reminders;

public sealed class ReminderMessageTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 24, 8, 0, 0, TimeSpan.Zero);

    private static readonly User s_ada = new(
        "u1", "Ada", "ada@example.org", "", Role.User, "EUR", "Europe/Berlin", new ReminderDefaults([7], new TimeOnly(9, 0)), s_now, s_now);

    private static readonly Subscription s_netflix = new SubscriptionRequest(
        "Netflix", 15.9m, "EUR", Frequency.Monthly, StartDate: new DateOnly(2026, 1, 31), PaymentMethod: "Visa 1234", Url: "https://www.netflix.com")
        .ToSubscription("s1", "u1", s_now, new DateOnly(2026, 3, 1));

    [Fact]
    public void It_says_what_renews_when_and_what_it_costs()
    {
        var message = Write(s_netflix);
        Assert.Equal("Netflix renews in 7 days, on Tuesday, 31 March 2026", message.Subject);
        Assert.Equal(
            ["Netflix renews in 7 days, on Tuesday, 31 March 2026. It costs 15.90 EUR.", "It is paid with Visa 1234.", "https://www.netflix.com"],
            message.Paragraphs);
        Assert.Equal(("u1", "s1-renewal-20260331-7-email", "reminder.renewal"), (message.UserId, message.Id, message.Event));
        Assert.Equal(("Netflix", 15.9m, false), ((string?)message.Data["name"], (decimal?)message.Data["price"], (bool?)message.Data["late"]));
    }

    [Theory]
    [InlineData("2026-03-30T08:00Z", "tomorrow")]
    [InlineData("2026-03-31T08:00Z", "today")]
    [InlineData("2026-03-29T22:30Z", "tomorrow")]
    public void The_days_left_are_counted_on_the_users_own_calendar(string now, string expected) =>
        Assert.Contains($"renews {expected}", Write(s_netflix, now: DateTimeOffset.Parse(now, null)).Subject, StringComparison.Ordinal);

    [Theory]
    [InlineData("JPY", "1180", "1180 JPY")]
    [InlineData("KWD", "2.5", "2.500 KWD")]
    public void A_price_has_the_digits_of_its_currency(string currency, string price, string expected) => Assert.Contains(
        expected, Write(s_netflix with { Prices = [new(new(2026, 1, 31), decimal.Parse(price, null), currency)] }).Paragraphs[0], StringComparison.Ordinal);

    [Fact]
    public void What_users_typed_is_kept_on_one_line() => Assert.Equal(
        "<b>Evil</b> Bcc: all@example.org renews in 7 days, on Tuesday, 31 March 2026", Write(s_netflix with { Name = "<b>Evil</b>\r\nBcc: all@example.org" }).Subject);

    [Fact]
    public void It_says_until_when_one_can_still_cancel_and_that_it_is_late()
    {
        var message = Write(s_netflix with { NoticePeriod = new(3, PeriodUnit.Day) }, late: true);
        Assert.Contains("To cancel it in time, give notice by Saturday, 28 March 2026.", message.Paragraphs);
        Assert.Contains("This reminder is late: it was due on Tuesday, 24 March 2026.", message.Paragraphs);
    }

    [Fact]
    public void The_last_day_to_cancel_is_told_with_what_it_costs_to_miss_it()
    {
        var message = Write(s_netflix with { NoticePeriod = new(3, PeriodUnit.Day) }, kind: ReminderKind.CancelBy, occurrence: "2026-03-28");
        Assert.Equal("Last day to cancel Netflix: in 4 days, Saturday, 28 March 2026", message.Subject);
        Assert.Contains("Otherwise it renews on Tuesday, 31 March 2026 and costs 15.90 EUR.", message.Paragraphs);
    }

    [Fact]
    public void The_end_of_a_trial_is_told_with_what_it_costs_from_then_on() =>
        Assert.Equal("The trial of Netflix ends in 7 days, on Tuesday, 31 March 2026", Write(s_netflix, kind: ReminderKind.TrialEnding).Subject);

    [Fact]
    public void A_rising_price_is_told_with_the_one_before()
    {
        var message = Write(s_netflix with { Prices = [new(new(2026, 1, 31), 15.9m, "EUR"), new(new(2026, 3, 15), 17.9m, "EUR")] }, kind: ReminderKind.PriceIncrease);
        Assert.Equal("Netflix costs more from Tuesday, 31 March 2026 on: 17.90 EUR", message.Subject);
        Assert.Contains("Until now it cost 15.90 EUR.", message.Paragraphs);
    }

    [Theory]
    [InlineData("2026-03-31T08:00Z", "Netflix would have been charged today: was money taken?")]
    [InlineData("2026-04-01T08:00Z", "Netflix would have been charged on Tuesday, 31 March 2026: was money taken?")]
    public void The_guard_asks_whether_money_was_taken(string now, string expected) =>
        Assert.Equal(expected, Write(s_netflix, kind: ReminderKind.CancelledGuard, now: DateTimeOffset.Parse(now, null)).Subject);

    [Fact]
    public void What_is_overdue_is_asked_for() =>
        Assert.Equal("Netflix was to be renewed on Tuesday, 31 March 2026", Write(s_netflix, kind: ReminderKind.PaymentOverdue, daysBefore: -1).Subject);

    private static Notification Write(
        Subscription subscription, bool late = false, DateTimeOffset? now = null, ReminderKind kind = ReminderKind.Renewal, string occurrence = "2026-03-31",
        int daysBefore = 7) => ReminderMessage.Write(
        LedgerRow.For("s1", "u1", DateOnly.Parse(occurrence, null), new Moment(daysBefore, s_now, kind), LedgerState.Claimed), subscription, s_ada, late, now ?? s_now);
}
