using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;
using static SubTracker.Tests.Subscriptions.Calendars;

namespace SubTracker.Tests.Subscriptions;

/// <summary>Terms, pauses and prices worked by hand: what an act makes of a subscription.</summary>
public sealed class TermTests
{
    private static readonly DateOnly s_long = Day("2030-01-01");

    [Fact]
    public void Renewing_counts_from_the_day_it_was_paid_and_leaves_the_past()
    {
        var gym = Created("2026-01-10", "2026-03-05").Renewed(Day("2026-03-05"), default, Day("2026-03-05")).After!;
        Assert.Equal(Days("2026-01-10,2026-02-10,2026-03-05,2026-04-05,2026-05-05"), gym.Calendar.Occurrences(Day("2026-01-01")).Take(5));
        Assert.Equal(Day("2026-04-05"), gym.RenewsOn(Day("2026-03-05")));
    }

    [Fact]
    public void Renewing_on_the_day_of_a_charge_is_not_a_second_charge()
    {
        var gym = Created("2026-01-31", "2026-02-28").Renewed(null, default, Day("2026-02-28")).After!;
        Assert.Equal(Days("2026-01-31,2026-02-28,2026-03-28,2026-04-28"), gym.Calendar.Occurrences(Day("2026-01-01")).Take(4));
        Assert.Same(gym, gym.Renewed(null, default, Day("2026-02-28")).After);
    }

    [Fact]
    public void By_hand_the_first_renewal_that_nobody_made_stays()
    {
        var domain = Created("2026-01-10", "2026-01-10", autoRenew: false);
        Assert.Equal((Day("2026-02-10"), true), (domain.RenewsOn(Day("2026-04-20")), domain.IsOverdue(Day("2026-04-20"))));
        Assert.Equal(Days("2026-01-10"), domain.Calendar.Charged(Day("2026-01-01"), Day("2026-04-20")));
        Assert.Equal(Days("2026-05-10,2026-06-10"), domain.Calendar.Renewals(Day("2026-04-20")).Take(2));

        var renewed = domain.Renewed(Day("2026-02-15"), default, Day("2026-04-20")).After!;
        Assert.Equal(Day("2026-03-15"), renewed.RenewsOn(Day("2026-04-20")));
        Assert.Equal(Days("2026-01-10,2026-02-15"), renewed.Calendar.Charged(Day("2026-01-01"), Day("2026-04-20")));
    }

    [Fact]
    public void By_hand_what_nobody_renewed_is_over_with_its_end_date()
    {
        var domain = Created("2026-01-10", "2026-01-10", autoRenew: false) with { EndDate = Day("2026-03-01") };
        Assert.Equal((Day("2026-02-10"), true), (domain.RenewsOn(Day("2026-03-01")), domain.IsOverdue(Day("2026-03-01"))));
        Assert.Equal(SubscriptionStatus.Active, domain.Status(Day("2026-03-01")));
        Assert.Equal(Day("2026-03-01"), domain.HoldsThrough(Day("2026-02-20")));
        Assert.Equal((null, false), (domain.RenewsOn(Day("2026-03-02")), domain.IsOverdue(Day("2026-03-02"))));
        Assert.Equal(SubscriptionStatus.Expired, domain.Status(Day("2026-03-02")));

        // That it was paid in time may be told later.
        var renewed = domain.Renewed(Day("2026-02-15"), default, Day("2026-03-02")).After!;
        Assert.Equal(Days("2026-01-10,2026-02-15"), renewed.Calendar.Charged(Day("2026-01-01"), Day("2026-03-02")));
        Assert.Equal(Days("2026-01-10,2026-02-15"), renewed.Calendar.Occurrences(Day("2026-01-01")));
    }

    [Fact]
    public void It_may_be_renewed_ahead_for_the_day_that_is_due_and_for_no_other_day_to_come()
    {
        var domain = Created("2026-01-10", "2026-01-10", autoRenew: false);
        var ahead = domain.Renewed(Day("2026-02-10"), default, Day("2026-01-20")).After!;
        Assert.Equal(Day("2026-03-10"), ahead.RenewsOn(Day("2026-01-20")));
        Assert.Equal(Days("2026-01-10,2026-02-10"), ahead.Calendar.Charged(Day("2026-01-01"), Day("2026-02-20")));
        Assert.Equal(["on"], domain.Renewed(Day("2026-02-09"), default, Day("2026-01-20")).Errors!.Keys);
        Assert.Equal(["on"], domain.Renewed(Day("2026-01-09"), default, Day("2026-01-20")).Errors!.Keys);
    }

    [Fact]
    public void Payments_count_across_terms()
    {
        var loan = Created("2026-01-10", "2026-02-20", payments: 4).Renewed(null, default, Day("2026-02-20")).After!;
        Assert.Equal(Days("2026-01-10,2026-02-10,2026-02-20,2026-03-20"), loan.Calendar.Occurrences(Day("2026-01-01")));
        Assert.Equal(Day("2026-03-20"), loan.Calendar.Previous(s_long));
        Assert.NotNull((loan with { Payments = 3 }).Renewed(null, default, Day("2026-03-01")).Conflict);
    }

    [Fact]
    public void A_paused_charge_is_not_made_and_not_counted_and_the_anchor_stays()
    {
        var gym = Created("2026-01-31", "2026-02-10", payments: 4).Paused(Day("2026-04-30"), default, Day("2026-02-10")).After!;
        Assert.Equal(Days("2026-01-31,2026-04-30,2026-05-31,2026-06-30"), gym.Calendar.Occurrences(Day("2026-01-01")));
        Assert.Equal((SubscriptionStatus.Paused, Day("2026-04-30")), (gym.Status(Day("2026-04-29")), gym.RenewsOn(Day("2026-02-10"))));
        Assert.Equal(SubscriptionStatus.Active, gym.Status(Day("2026-04-30")));
        Assert.Equal(Day("2026-01-31"), gym.Calendar.Previous(Day("2026-04-30")));
    }

    [Fact]
    public void Paused_with_no_end_in_sight_there_is_no_next_renewal_until_it_is_resumed()
    {
        var gym = Created("2026-01-31", "2026-02-10").Paused(null, default, Day("2026-02-10")).After!;
        Assert.Equal((SubscriptionStatus.Paused, null), (gym.Status(s_long), gym.RenewsOn(s_long)));
        var resumed = gym.Resumed(default, Day("2026-03-31")).After!;
        Assert.Equal((SubscriptionStatus.Active, Day("2026-03-31")), (resumed.Status(Day("2026-03-31")), resumed.RenewsOn(Day("2026-03-31"))));
        Assert.Equal(new PausePeriod(Day("2026-02-10"), Day("2026-03-31")), Assert.Single(resumed.Pauses));
        Assert.Empty(gym.Resumed(default, Day("2026-02-10")).After!.Pauses);
    }

    [Fact]
    public void A_pause_over_the_end_of_a_trial_takes_its_charge_away_and_not_its_day()
    {
        var tv = Created("2026-02-20", "2026-02-20", trialEndsOn: "2026-03-05").Paused(Day("2026-03-10"), default, Day("2026-03-01")).After!;
        Assert.Equal(Day("2026-04-05"), tv.RenewsOn(Day("2026-03-01")));
        Assert.Equal(
            [SubscriptionStatus.Trial, SubscriptionStatus.Paused, SubscriptionStatus.Active],
            Days("2026-02-28,2026-03-09,2026-03-10").Select(tv.Status));
    }

    [Fact]
    public void Cancelled_while_paused_it_ends_with_the_period_and_resuming_takes_the_last_act_back()
    {
        var gym = Created("2026-01-31", "2026-02-10").Paused(null, default, Day("2026-02-10")).After!;
        var cancelled = gym.Cancelled(CancelEffective.PeriodEnd, default, Day("2026-03-01")).After!;
        Assert.Equal(
            (Day("2026-03-30"), SubscriptionStatus.Paused, SubscriptionStatus.Cancelled),
            (cancelled.Cancellation!.EndsOn, cancelled.Status(Day("2026-03-30")), cancelled.Status(Day("2026-03-31"))));
        var resumed = cancelled.Resumed(default, Day("2026-03-02")).After!;
        Assert.Equal((SubscriptionStatus.Paused, null), (resumed.Status(Day("2026-03-02")), resumed.Cancellation));
        Assert.Equal(SubscriptionStatus.Active, resumed.Resumed(default, Day("2026-03-02")).After!.Status(Day("2026-03-02")));
    }

    [Fact]
    public void Cancelled_while_overdue_it_is_over_at_once()
    {
        var domain = Created("2026-01-10", "2026-01-10", autoRenew: false).Cancelled(CancelEffective.PeriodEnd, default, Day("2026-03-01")).After!;
        Assert.Equal((Day("2026-02-09"), SubscriptionStatus.Cancelled), (domain.Cancellation!.EndsOn, domain.Status(Day("2026-03-01"))));
    }

    [Fact]
    public void After_cancelling_the_next_charge_that_would_have_been_is_known()
    {
        var gym = Created("2026-01-31", "2026-02-10");
        Assert.Null(gym.WouldHaveRenewedOn);
        Assert.Equal(Day("2026-02-28"), gym.Cancelled(CancelEffective.PeriodEnd, default, Day("2026-02-10")).After!.WouldHaveRenewedOn);
        Assert.Equal(Day("2026-02-28"), gym.Cancelled(CancelEffective.Now, default, Day("2026-02-10")).After!.WouldHaveRenewedOn);
    }

    [Fact]
    public void Converting_ends_the_trial_today_and_today_is_paid()
    {
        var tv = Created("2026-02-20", "2026-02-20", trialEndsOn: "2026-03-20").Converted(default, Day("2026-03-01")).After!;
        Assert.Equal((SubscriptionStatus.Active, Day("2026-04-01")), (tv.Status(Day("2026-03-01")), tv.RenewsOn(Day("2026-03-01"))));
        Assert.Equal(Days("2026-03-01,2026-04-01"), tv.Calendar.Occurrences(Day("2026-01-01")).Take(2));
        var cancelled = tv.Cancelled(CancelEffective.PeriodEnd, default, Day("2026-03-01")).After!;
        Assert.Equal((Day("2026-03-31"), SubscriptionStatus.Active), (cancelled.Cancellation!.EndsOn, cancelled.Status(Day("2026-03-31"))));
        Assert.NotNull(tv.Converted(default, Day("2026-03-01")).Conflict);
    }

    [Fact]
    public void A_trial_that_does_not_renew_by_itself_expires_behind_its_last_day()
    {
        var tv = Created("2026-02-20", "2026-02-20", trialEndsOn: "2026-03-05", autoRenew: false);
        Assert.Equal((SubscriptionStatus.Trial, Day("2026-03-05")), (tv.Status(Day("2026-03-05")), tv.RenewsOn(Day("2026-03-05"))));
        Assert.Equal((SubscriptionStatus.Expired, null), (tv.Status(Day("2026-03-06")), tv.RenewsOn(Day("2026-03-06"))));
        Assert.Empty(tv.Calendar.Charged(Day("2026-01-01"), Day("2026-04-01")));
        // Taken up after all.
        var taken = tv.Renewed(Day("2026-03-10"), default, Day("2026-03-10")).After!;
        Assert.Equal(Days("2026-03-10"), taken.Calendar.Charged(Day("2026-01-01"), Day("2026-04-01")));
    }

    [Fact]
    public void Switching_the_automatic_renewal_changes_nothing_that_is_past()
    {
        var gym = Created("2026-01-10", "2026-01-10");
        var byHand = Edited(gym, r => r with { AutoRenew = false }, "2026-03-20");
        Assert.Equal((Day("2026-04-10"), Day("2026-01-10")), (byHand.RenewsOn(Day("2026-06-01")), byHand.Term.StartDate));
        Assert.Equal(Days("2026-01-10,2026-02-10,2026-03-10"), byHand.Calendar.Charged(Day("2026-01-01"), Day("2026-06-01")));
        var again = Edited(byHand, r => r with { AutoRenew = true }, "2026-06-01");
        Assert.Equal(Days("2026-01-10,2026-02-10,2026-03-10,2026-06-10"), again.Calendar.Charged(Day("2026-01-01"), Day("2026-07-01")));
        Assert.Equal(Day("2026-06-10"), again.RenewsOn(Day("2026-06-01")));
    }

    [Fact]
    public void An_edit_corrects_the_current_term_and_never_those_before_it()
    {
        var gym = Created("2026-01-10", "2026-01-10").Renewed(Day("2026-02-15"), default, Day("2026-02-20")).After!;
        var yearly = Edited(gym, r => r with { Frequency = Frequency.Yearly, StartDate = Day("2026-02-14") }, "2026-02-20");
        Assert.Equal(Days("2026-01-10,2026-02-10,2026-02-14,2027-02-14"), yearly.Calendar.Occurrences(Day("2026-01-01")).Take(4));
        Assert.Equal(["startDate"], gym.StartError(Day("2026-02-10"), Day("2026-02-20"))!.Keys);
        Assert.Null(gym.StartError(Day("2026-02-15"), Day("2026-02-20")));
    }

    [Fact]
    public void Another_price_holds_from_today_on()
    {
        var tv = Edited(Created("2026-01-10", "2026-01-10"), r => r with { Price = 12 }, "2026-02-20");
        Assert.Equal((10m, 12m), (tv.PriceOn(Day("2026-02-10")).Price, tv.PriceOn(Day("2026-03-10")).Price));
        Assert.Equal(2, tv.Prices.Count);
        Assert.Single(Edited(tv, r => r with { Price = 10 }, "2026-02-20").Prices);
        Assert.Equal(2, Edited(tv, r => r with { Name = "TV" }, "2026-02-25").Prices.Count);
    }

    private static Subscription Created(
        string start, string today, bool autoRenew = true, string? trialEndsOn = null, int? payments = null) =>
        new SubscriptionRequest(
            "Gym", 10, "EUR", Frequency.Monthly, StartDate: Day(start), AutoRenew: autoRenew, Payments: payments,
            TrialEndsOn: trialEndsOn is null ? null : Day(trialEndsOn)).ToSubscription("gym", "ada", default, Day(today));

    private static Subscription Edited(Subscription s, Func<SubscriptionRequest, SubscriptionRequest> edit, string today) =>
        edit(s.ToRequest(Day(today))).ToSubscription(s.Id, s.UserId, default, Day(today), s);
}
