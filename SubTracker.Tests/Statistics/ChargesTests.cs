using SubTracker.ApiService.Statistics;
using SubTracker.ApiService.Subscriptions;
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

    [Fact]
    public void What_nobody_has_renewed_was_no_charge_and_is_expected_all_the_same() =>
        Assert.Equal(
            "01-15 10, 05-15 10, 06-15 10",
            Shown(s_subscription with { Terms = [s_subscription.Term with { AutoRenew = false }] }));

    private static string Shown(Subscription subscription) => string.Join(", ",
        from charge in Charges.Between(subscription, Day("2026-01-01"), Day("2026-06-30"), s_today)
        orderby charge.Day, charge.Amount descending
        select string.Create(null, $"{charge.Day:MM-dd} {charge.Amount}{(charge.Currency == "EUR" ? "" : $" {charge.Currency}")}"));
}
