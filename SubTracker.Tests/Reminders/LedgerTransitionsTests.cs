using SubTracker.ApiService.Reminders;
using SubTracker.Contracts.Reminders;

namespace SubTracker.Tests.Reminders;

/// <summary>How a row moves on, worked by hand.</summary>
public sealed class LedgerTransitionsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 13, 9, 0, 0, TimeSpan.Zero);

    private static readonly LedgerRow s_row =
        LedgerRow.For("netflix", "ada", new DateOnly(2026, 3, 20), new Moment(7, s_now), LedgerState.Claimed);

    [Fact]
    public void A_claim_holds_two_minutes_and_is_counted()
    {
        var claimed = s_row.Claimed(s_now);
        Assert.Equal((s_now.AddMinutes(2), s_now.AddMinutes(2), 1), (claimed.ClaimedUntil, claimed.NextAttemptAt, claimed.Attempts));
        Assert.Equal(ClaimResult.Held, claimed.Claim(s_now.AddMinutes(2).AddTicks(-1)).Result);
        Assert.Equal(ClaimResult.Ours, claimed.Claim(s_now.AddMinutes(2)).Result);
    }

    [Fact]
    public void A_claim_taken_over_says_that_nobody_knows_how_the_first_ended()
    {
        var (_, taken) = s_row.Claimed(s_now).Claim(s_now.AddHours(1));
        var unknown = Assert.Single(taken!.History);
        Assert.Equal((s_now, AttemptOutcome.Unknown, 2), (unknown.At, unknown.Outcome, taken.Attempts));
        Assert.Equal(s_row.MessageId, taken.MessageId);
    }

    [Fact]
    public void A_claim_from_before_the_clock_was_set_back_is_shortened()
    {
        var claimed = s_row.Claimed(s_now.AddDays(1));
        var (result, changed) = claimed.Claim(s_now);
        Assert.Equal((ClaimResult.Held, s_now.AddMinutes(2)), (result, changed!.ClaimedUntil));
        Assert.Equal(ClaimResult.Ours, changed.Claim(s_now.AddMinutes(2)).Result);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 15)]
    [InlineData(4, 60)]
    [InlineData(5, 180)]
    [InlineData(6, 360)]
    [InlineData(20, 360)]
    public void What_failed_is_tried_ever_more_rarely(int attempts, int minutes)
    {
        var failed = (s_row with { Attempts = attempts }).Failed(s_now, "no");
        Assert.Equal(s_now.AddMinutes(minutes), failed.NextAttemptAt);
        Assert.Equal(ClaimResult.NotYet, failed.Claim(s_now.AddMinutes(minutes).AddTicks(-1)).Result);
        Assert.Equal(ClaimResult.Ours, failed.Claim(s_now.AddMinutes(minutes)).Result);
    }

    [Theory]
    [InlineData(30, 60)]
    [InlineData(600, 600)]
    [InlineData(999_999, 6 * 3600)]
    public void What_the_provider_asks_for_is_granted_between_our_own_pause_and_six_hours(int asked, int granted) =>
        Assert.Equal(s_now.AddSeconds(granted), (s_row with { Attempts = 1 }).Failed(s_now, "slow down", TimeSpan.FromSeconds(asked)).NextAttemptAt);

    [Fact]
    public void A_retry_from_before_the_clock_was_set_back_does_not_wait_for_that_day_again() =>
        Assert.Equal(ClaimResult.Ours, (s_row with { Attempts = 1 }).Failed(s_now.AddDays(1), "no").Claim(s_now).Result);

    [Fact]
    public void What_is_sent_or_skipped_is_done_for_good()
    {
        Assert.Equal(ClaimResult.Done, s_row.Sent(s_now, late: false).Claim(s_now.AddYears(1)).Result);
        Assert.Equal(ClaimResult.Done, s_row.Skipped("past").Claim(s_now.AddYears(1)).Result);
    }

    [Fact]
    public void Put_off_it_is_claimed_when_its_time_comes_and_stops_its_siblings_until_then()
    {
        var snoozed = s_row.SaidAgain(s_now.AddDays(1), requested: false);
        Assert.Equal((ClaimResult.NotYet, "put off until 2026-03-14 09:00 UTC"), (snoozed.Claim(s_now).Result, snoozed.Stops(s_now)));
        Assert.Equal((ClaimResult.Ours, null), (snoozed.Claim(s_now.AddDays(1)).Result, snoozed.Stops(s_now.AddDays(1))));
    }

    [Fact]
    public void Said_again_after_it_was_sent_it_is_another_message()
    {
        Assert.Equal(s_row.Id, s_row.SaidAgain(s_now, requested: true).MessageId);
        var sent = s_row.Sent(s_now, late: false);
        Assert.Equal($"{s_row.Id}-again1", sent.SaidAgain(s_now, requested: true).MessageId);
        Assert.Equal($"{s_row.Id}-again2", sent.SaidAgain(s_now, true).Sent(s_now, false).SaidAgain(s_now, true).MessageId);
    }

    [Fact]
    public void Acknowledged_it_comes_no_more_and_keeps_what_became_of_it()
    {
        var sent = s_row.Sent(s_now, late: false).Acknowledged(s_now.AddHours(1));
        Assert.Equal((LedgerState.Sent, s_now.AddHours(1), "acknowledged"), (sent.State, sent.AcknowledgedAt, sent.Stops(s_now)));
        var failed = (s_row with { Attempts = 1 }).Failed(s_now, "no").Acknowledged(s_now);
        Assert.Equal((LedgerState.Skipped, "acknowledged", null), (failed.State, failed.Reason, failed.NextAttemptAt));
    }

    [Fact]
    public void A_later_plan_may_want_what_an_earlier_one_no_longer_did() =>
        Assert.Equal(ClaimResult.Ours, (s_row with { State = LedgerState.Superseded }).Claim(s_now).Result);
}
