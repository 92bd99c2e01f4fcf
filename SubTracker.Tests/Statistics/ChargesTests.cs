using SubTracker.ApiService.Statistics;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;
using static SubTracker.Tests.Statistics.Holdings;

namespace SubTracker.Tests.Statistics;

/// <summary>A subscription of 10 EUR on the 15th since January 2026, seen on 20 April.</summary>
public sealed class ChargesTests
{
    private static readonly DateOnly s_today = Day("2026-04-20");
    private static readonly Subscription s_subscription = Monthly("2026-01-15");

    [Fact]
    public void Through_today_they_are_what_was_and_from_tomorrow_on_what_will_be() =>
        Assert.Equal("01-15 10, 02-15 10, 03-15 10, 04-15 10, 05-15 10, 06-15 10", Shown(s_subscription));

    [Fact]
    public void Each_costs_the_price_of_its_day_times_my_share()
    {
        var subscription = s_subscription with
        {
            Prices = [new(Day("2026-02-15"), 8, "EUR"), new(Day("2026-03-16"), 9, "EUR"), new(Day("2026-06-01"), 12, "USD")],
            Share = new(0.25m),
        };
        // Before the first price's day the first price holds.
        Assert.Equal("01-15 2.00, 02-15 2.00, 03-15 2.00, 04-15 2.25, 05-15 2.25, 06-15 3.00 USD", Shown(subscription));
    }

    [Theory]
    // On the day, some days late, some days early.
    [InlineData("2026-03-15", PaymentStatus.Paid, "01-15 10, 02-15 10, 03-15 7, 04-15 10, 05-15 10, 06-15 10")]
    [InlineData("2026-03-28", PaymentStatus.Paid, "01-15 10, 02-15 10, 03-28 7, 04-15 10, 05-15 10, 06-15 10")]
    [InlineData("2026-03-02", PaymentStatus.Paid, "01-15 10, 02-15 10, 03-02 7, 04-15 10, 05-15 10, 06-15 10")]
    // As far from the one as from the other: the earlier.
    [InlineData("2026-03-01", PaymentStatus.Paid, "01-15 10, 03-01 7, 03-15 10, 04-15 10, 05-15 10, 06-15 10")]
    // Paid ahead: it will not be charged again.
    [InlineData("2026-04-20", PaymentStatus.Paid, "01-15 10, 02-15 10, 03-15 10, 04-20 7, 05-15 10, 06-15 10")]
    [InlineData("2026-05-14", PaymentStatus.Paid, "01-15 10, 02-15 10, 03-15 10, 04-15 10, 05-14 7, 06-15 10")]
    [InlineData("2026-03-15", PaymentStatus.Failed, "01-15 10, 02-15 10, 04-15 10, 05-15 10, 06-15 10")]
    [InlineData("2026-03-15", PaymentStatus.Skipped, "01-15 10, 02-15 10, 04-15 10, 05-15 10, 06-15 10")]
    [InlineData("2026-03-20", PaymentStatus.Refunded, "01-15 10, 02-15 10, 03-15 10, 03-20 -7, 04-15 10, 05-15 10, 06-15 10")]
    public void A_recorded_payment_takes_the_place_of_the_nearest_occurrence_and_a_refund_subtracts(string date, PaymentStatus status, string expected) =>
        Assert.Equal(expected, Shown(s_subscription, Payment(date, status, 7)));

    [Fact]
    public void A_payment_is_my_amount_whatever_my_share() =>
        Assert.Equal(
            "01-15 5.0, 02-15 5.0, 03-15 7, 04-15 5.0, 05-15 5.0, 06-15 5.0",
            Shown(s_subscription with { Share = new(0.5m) }, Payment("2026-03-15", PaymentStatus.Paid, 7)));

    [Fact]
    public void A_failed_attempt_and_the_payment_after_it_are_one_charge() =>
        Assert.Equal(
            "01-15 10, 02-15 10, 03-18 10, 04-15 10, 05-15 10, 06-15 10",
            Shown(s_subscription, Payment("2026-03-15", PaymentStatus.Failed, 10), Payment("2026-03-18", PaymentStatus.Paid, 10)));

    [Fact]
    public void Money_that_was_taken_after_the_end_is_a_charge_more() =>
        Assert.Equal(
            "01-15 10, 02-15 10, 03-15 10, 04-15 10",
            Shown(
                s_subscription with { Cancellation = new(CancelEffective.PeriodEnd, Day("2026-04-14")) },
                Payment("2026-04-15", PaymentStatus.Paid, 10)));

    [Fact]
    public void Of_two_occurrences_on_one_day_a_payment_replaces_one()
    {
        var daily = Of("d", Day("2026-04-10"), new(Frequency.Daily, 1, WeekendRule: WeekendRule.After), price: 1) with { EndDate = Day("2026-04-13") };
        Assert.Equal("04-10 1, 04-13 1, 04-13 1, 04-13 1", Shown(daily));
        Assert.Equal("04-10 1, 04-13 5, 04-13 1, 04-13 1", Shown(daily, Payment("2026-04-13", PaymentStatus.Paid, 5, "d")));
    }

    [Fact]
    public void What_is_paid_once_may_be_paid_months_later_and_in_parts()
    {
        var once = Of("o", Day("2026-01-15"), new(Frequency.Once, 1), price: 100);
        Assert.Equal(
            "03-01 60, 06-01 40", Shown(once, Payment("2026-03-01", PaymentStatus.Paid, 60, "o"), Payment("2026-06-01", PaymentStatus.Paid, 40, "o")));
    }

    [Fact]
    public void What_nobody_has_renewed_was_no_charge_and_is_expected_all_the_same() =>
        Assert.Equal(
            "01-15 10, 05-15 10, 06-15 10",
            Shown(s_subscription with { Terms = [s_subscription.Term with { AutoRenew = false }] }));

    private static Payment Payment(string date, PaymentStatus status, decimal amount, string subscriptionId = "2026-01-15") => new(
        date, subscriptionId, "ada", Day(date), amount, "EUR", status, Note: null, Version: 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    private static string Shown(Subscription subscription, params Payment[] payments) => string.Join(", ",
        from charge in Charges.Between(subscription, payments, Day("2026-01-01"), Day("2026-06-30"), s_today)
        orderby charge.Day, charge.Amount descending
        select string.Create(null, $"{charge.Day:MM-dd} {charge.Amount}{(charge.Currency == "EUR" ? "" : $" {charge.Currency}")}"));
}
