using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Users;

namespace SubTracker.Tests.Reminders;

public sealed class ReminderMailTests
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
        var mail = Write(s_netflix);
        Assert.Equal("Netflix renews in 7 days, on Tuesday, 31 March 2026", mail.Subject);
        Assert.Contains("It costs 15.90 EUR.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("It is paid with Visa 1234.", mail.Text, StringComparison.Ordinal);
        Assert.Equal(("ada@example.org", "s1-renewal-20260331-7-email"), (mail.ToAddress, mail.Id));
        Assert.DoesNotContain("late", mail.Text, StringComparison.Ordinal);
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
    public void A_price_has_the_digits_of_its_currency(string currency, string price, string expected) =>
        Assert.Contains(expected, Write(s_netflix with { Prices = [new(new(2026, 1, 31), decimal.Parse(price, null), currency)] }).Text, StringComparison.Ordinal);

    [Fact]
    public void What_users_typed_is_escaped_and_kept_on_one_line_of_the_subject()
    {
        var mail = Write(s_netflix with { Name = "<b>Evil</b>\r\nBcc: all@example.org" });
        Assert.Equal("<b>Evil</b> Bcc: all@example.org renews in 7 days, on Tuesday, 31 March 2026", mail.Subject);
        Assert.DoesNotContain("<b>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Evil", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_until_when_one_can_still_cancel_and_that_it_is_late()
    {
        var mail = Write(s_netflix with { NoticePeriod = new(3, PeriodUnit.Day) }, late: true);
        Assert.Contains("give notice by Saturday, 28 March 2026", mail.Text, StringComparison.Ordinal);
        Assert.Contains("This reminder is late", mail.Text, StringComparison.Ordinal);
    }

    private static ApiService.Notifications.EmailMessage Write(Subscription subscription, bool late = false, DateTimeOffset? now = null) => ReminderMail.Write(
        LedgerRow.For("s1", "u1", new DateOnly(2026, 3, 31), new Moment(7, s_now), LedgerState.Claimed), subscription, s_ada, late, now ?? s_now);
}
