using CsCheck;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Tests.Subscriptions;

/// <summary>What holds for every subscription whatever was done to it, in whichever order, on whichever days.</summary>
public sealed class ActPropertyTests
{
    private static readonly DateOnly s_firstDay = new(2026, 1, 1);

    private static readonly Gen<SubscriptionRequest> s_request = Gen.Select(
        Gen.Enum<Frequency>(), Gen.Int[1, 3], Gen.Int[-200, 60], Gen.Bool, Gen.Enum<WeekendRule>(), Gen.Int[0, 90].Nullable(), Gen.Int[1, 12].Nullable(), Gen.Bool)
        .Select((frequency, interval, start, autoRenew, weekend, trial, payments, lastDay) =>
        {
            var startDate = s_firstDay.AddDays(start);
            return new SubscriptionRequest(
                "Gym", 10, "EUR", frequency, interval, startDate, WeekendRule: weekend, AutoRenew: autoRenew, Payments: payments,
                LastDayOfMonth: lastDay && frequency is not (Frequency.Daily or Frequency.Weekly or Frequency.Once),
                EndDate: payments is null && weekend == WeekendRule.After ? startDate.AddDays(300) : null,
                TrialEndsOn: trial is { } days ? startDate.AddDays(days) : null);
        });

    /// <summary>Something done some days later.</summary>
    private sealed record Act(string Name, int DaysLater, int Number)
    {
        public Edit On(Subscription s, DateOnly today) => Name switch
        {
            "cancel" => s.Cancelled(CancelEffective.PeriodEnd, default, today),
            "cancel now" => s.Cancelled(CancelEffective.Now, default, today),
            "resume" => s.Resumed(default, today),
            "pause" => s.Paused(null, default, today),
            "pause until" => s.Paused(today.AddDays(Number + 1), default, today),
            "renew" => s.Renewed(null, default, today),
            "renew then" => s.Renewed(today.AddDays(-Number), default, today),
            "renew ahead" => s.Renewed(s.RenewsOn(today), default, today),
            "convert" => s.Converted(default, today),
            "by hand or not" => Edited(s, r => r with { AutoRenew = !r.AutoRenew }, today),
            "price" => Edited(s, r => r with { Price = Number }, today),
            _ => s.Priced(new(today.AddDays(Number), Number), default),
        };

        /// <summary>The day that it speaks of: what it says of the past is that something was paid then.</summary>
        public DateOnly PaidOn(Subscription s, DateOnly today) => Name switch
        {
            "renew ahead" => s.RenewsOn(today) ?? today,
            "renew then" => today.AddDays(-Number),
            _ => today,
        };
    }

    private static readonly string[] s_names =
        ["cancel", "cancel now", "resume", "pause", "pause until", "renew", "renew then", "renew ahead", "convert", "by hand or not", "price", "scheduled price"];

    private static readonly Gen<Act[]> s_acts =
        Gen.Select(Gen.Int[0, s_names.Length - 1], Gen.Int[0, 45], Gen.Int[0, 60], (name, later, number) => new Act(s_names[name], later, number)).Array[0, 8];

    [Fact]
    public void No_act_changes_a_charge_or_a_price_of_the_past() =>
        Gen.Select(s_request, s_acts).Sample((request, acts) => Play(request, acts, (before, after, act, today) =>
        {
            if (after == before)
                return;
            var paidOn = act.PaidOn(before, today);
            var untouched = paidOn < today ? paidOn.AddDays(-1) : today.AddDays(-1);
            var past = before.Calendar.Charged(DateOnly.MinValue, today.AddDays(-1)).ToList();
            Assert.Equal(past.Where(day => day <= untouched), after.Calendar.Charged(DateOnly.MinValue, untouched));
            Assert.Equal(past.Where(day => day > untouched), after.Calendar.Charged(untouched.AddDays(1), today.AddDays(-1)).Take(past.Count(day => day > untouched)));
            for (var day = before.Prices[0].From; day < today; day = day.AddDays(20))
                Assert.Equal(before.PriceOn(day), after.PriceOn(day));
        }));

    // Found by the test above: paid by hand on a Friday, and the next day, a Saturday, is due that Friday too. It was not paid for the days before it.
    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void A_cancellation_keeps_a_payment_that_a_weekend_has_put_on_the_day_of_the_next_renewal(int daysLater)
    {
        var friday = new DateOnly(2026, 1, 2);
        var paid = Create(new("Gym", 10, "EUR", Frequency.Daily, 1, new(2025, 12, 29), WeekendRule: WeekendRule.Before, AutoRenew: false))
            .Renewed(friday, default, friday).After!;
        var cancelled = paid.Cancelled(CancelEffective.PeriodEnd, default, friday.AddDays(daysLater)).After!;
        Assert.Equal(friday, cancelled.Cancellation!.EndsOn);
        Assert.Equal([new(2025, 12, 29), friday], cancelled.Calendar.Charged(DateOnly.MinValue, friday.AddDays(daysLater)));
    }

    // Found by it as well.
    [Fact]
    public void A_trial_that_ended_in_a_pause_renews_by_itself_from_the_day_that_is_said_and_not_before()
    {
        var paused = Create(new("Gym", 10, "EUR", Frequency.Daily, 1, new(2026, 1, 1), TrialEndsOn: new(2026, 2, 10), AutoRenew: false))
            .Paused(new(2026, 3, 1), default, new(2026, 2, 1)).After!;
        var today = new DateOnly(2026, 3, 20);
        var automatic = Edited(paused, r => r with { AutoRenew = true }, today).After!;
        Assert.Empty(automatic.Calendar.Charged(DateOnly.MinValue, today.AddDays(-1)));
        Assert.Equal(today, automatic.RenewsOn(today));
    }

    [Fact]
    public void Days_never_decrease_and_payments_are_never_more_than_there_are() =>
        Gen.Select(s_request, s_acts).Sample((request, acts) => Play(request, acts, (_, after, _, today) =>
        {
            var days = after.Calendar.Occurrences(DateOnly.MinValue).Take(300).ToList();
            Assert.Equal(days.Order(), days);
            Assert.False(days.Count > after.Payments);
            Assert.All(days, day => Assert.Null(after.PauseOn(day)));
        }));

    [Fact]
    public void What_lies_before_a_day_is_found_from_there() =>
        Gen.Select(s_request, s_acts, Gen.Int[0, 400]).Sample((request, acts, skip) => Play(request, acts, (_, after, _, today) =>
        {
            var from = today.AddDays(skip - 200);
            var all = after.Calendar.Occurrences(DateOnly.MinValue).TakeWhile(day => day < from.AddDays(100)).ToList();
            Assert.Equal(all.Where(day => day >= from), after.Calendar.Occurrences(from).TakeWhile(day => day < from.AddDays(100)));
            Assert.Equal(all.Where(day => day < from).Select(day => (DateOnly?)day).LastOrDefault(), after.Calendar.Previous(from));
        }));

    [Fact]
    public void What_is_stored_beside_the_document_holds_as_long_as_it_says() =>
        Gen.Select(s_request, s_acts).Sample((request, acts) => Play(request, acts, (_, after, _, today) =>
        {
            var last = after.HoldsThrough(today) ?? today.AddDays(1000);
            for (var day = today; day <= last && day < today.AddDays(1000); day = day.AddDays(1))
                Assert.Equal(
                    (after.Status(today), after.RenewsOn(today), after.PriceOn(today)),
                    (after.Status(day), after.RenewsOn(day), after.PriceOn(day)));
        }));

    [Fact]
    public void The_state_and_the_next_renewal_go_together() =>
        Gen.Select(s_request, s_acts, Gen.Int[0, 200]).Sample((request, acts, later) => Play(request, acts, (_, after, _, today) =>
        {
            var day = today.AddDays(later);
            var (status, renewal) = (after.Status(day), after.RenewsOn(day));
            Assert.True(renewal is null || after.Cancellation is null);
            Assert.True(renewal is null || status is SubscriptionStatus.Active or SubscriptionStatus.Trial or SubscriptionStatus.Paused);
            Assert.True(renewal is not null || status != SubscriptionStatus.Active || after.Cancellation is not null);
            Assert.True(!(renewal < day) || !after.Term.AutoRenew, "only what is renewed by hand is overdue");
        }));

    [Fact]
    public void Pausing_and_resuming_the_same_day_changes_nothing() =>
        Gen.Select(s_request, s_acts).Sample((request, acts) => Play(request, acts, (_, s, _, today) =>
        {
            if (s.PauseOn(today) is null && s.Paused(null, default, today).After is { } paused)
                Assert.Equal(s.Calendar.Occurrences(DateOnly.MinValue).Take(100), paused.Resumed(default, today).After!.Calendar.Occurrences(DateOnly.MinValue).Take(100));
        }));

    [Fact]
    public void Cancelling_and_resuming_changes_nothing() =>
        Gen.Select(s_request, s_acts).Sample((request, acts) => Play(request, acts, (_, s, _, today) =>
        {
            if (s.Cancellation is null && s.Cancelled(CancelEffective.PeriodEnd, default, today).After is { Cancellation: not null } cancelled
                && cancelled.Status(today) != SubscriptionStatus.Cancelled)
                Assert.Equal((s.RenewsOn(today), s.Status(today)), (cancelled.Resumed(default, today).After!.RenewsOn(today), cancelled.Resumed(default, today).After!.Status(today)));
        }));

    [Fact]
    public void Once_time_has_passed_history_is_what_the_forecast_said() =>
        Gen.Select(s_request, s_acts, Gen.Int[1, 700]).Sample((request, acts, later) =>
        {
            var (s, today) = (Create(request), s_firstDay);
            foreach (var act in acts)
            {
                today = today.AddDays(act.DaysLater);
                s = act.On(s, today).After ?? s;
            }
            if (s.Terms.Any(term => !term.AutoRenew))
                return;
            var then = today.AddDays(later);
            Assert.Equal(s.Calendar.Occurrences(today.AddDays(1)).TakeWhile(day => day <= then), s.Calendar.Charged(today.AddDays(1), then));
        });

    private static void Play(SubscriptionRequest request, Act[] acts, Action<Subscription, Subscription, Act, DateOnly> check)
    {
        var (s, today) = (Create(request), s_firstDay);
        check(s, s, new("created", 0, 0), today);
        foreach (var act in acts)
        {
            today = today.AddDays(act.DaysLater);
            var after = act.On(s, today).After ?? s;
            check(s, after, act, today);
            s = after;
        }
    }

    private static Subscription Create(SubscriptionRequest request) => request.ToSubscription("gym", "ada", default, s_firstDay);

    private static Edit Edited(Subscription s, Func<SubscriptionRequest, SubscriptionRequest> edit, DateOnly today) =>
        new(edit(s.ToRequest(today)).ToSubscription(s.Id, s.UserId, default, today, s));
}
