using SubTracker.ApiService.Reminders;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="IReminderLedger"/>.</summary>
public abstract class ReminderLedgerContract
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 13, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_until = s_now.AddMinutes(2);

    private protected abstract IReminderLedger Ledger { get; }

    /// <summary>The same rows through a second instance, as another process would have it.</summary>
    private protected abstract IReminderLedger AnotherReplica { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_claim_is_ours_and_what_is_recorded_is_read_as_it_was()
    {
        var row = Row();
        Assert.Equal(new(ClaimResult.Ours, Attempts: 0), await ClaimAsync(row));
        Assert.Equal(row with { ClaimedUntil = s_until, Attempts = 1, NextAttemptAt = s_until }, await OnlyAsync(row));
    }

    [Fact]
    public async Task A_claim_that_holds_is_nobody_else_s_until_it_ends()
    {
        await ClaimAsync(Row());
        Assert.Equal(ClaimResult.Held, (await ClaimAsync(Row(), s_until.AddMilliseconds(-1))).Result);
        Assert.Equal(new(ClaimResult.Ours, Attempts: 1), await ClaimAsync(Row(), s_until));
        Assert.Equal(s_until.AddMinutes(2), (await OnlyAsync(Row())).ClaimedUntil);
    }

    [Fact]
    public async Task A_claim_taken_over_holds_in_its_turn()
    {
        await ClaimAsync(Row());
        await ClaimAsync(Row(), s_until);
        Assert.Equal(ClaimResult.Held, (await ClaimAsync(Row(), s_until)).Result);
    }

    [Fact]
    public async Task What_is_sent_is_done_for_good()
    {
        await ClaimAsync(Row());
        await Ledger.MarkSentAsync(Row().Id, s_now.AddSeconds(3), late: true, Token);
        Assert.Equal(ClaimResult.Done, (await ClaimAsync(Row(), s_now.AddYears(1))).Result);
        Assert.Equal(
            Row() with { State = LedgerState.Sent, Attempts = 1, SentAt = s_now.AddSeconds(3), Late = true },
            await OnlyAsync(Row()));
    }

    [Fact]
    public async Task What_failed_is_claimed_again_and_counted()
    {
        for (var attempts = 0; attempts < 3; attempts++)
        {
            Assert.Equal(new(ClaimResult.Ours, attempts), await ClaimAsync(Row()));
            await Ledger.MarkFailedAsync(Row().Id, "The mail server is away", s_now.AddHours(1), Token);
        }
        Assert.Equal(
            Row() with { State = LedgerState.Failed, Attempts = 3, NextAttemptAt = s_now.AddHours(1), Reason = "The mail server is away" },
            await OnlyAsync(Row()));
    }

    [Fact]
    public async Task A_reminder_sent_at_last_forgets_why_it_failed()
    {
        await FailAsync(Row(), s_now);
        await ClaimAsync(Row());
        await Ledger.MarkSentAsync(Row().Id, s_now, late: false, Token);
        Assert.Equal(Row() with { State = LedgerState.Sent, Attempts = 2, SentAt = s_now }, await OnlyAsync(Row()));
    }

    [Fact]
    public async Task A_failure_told_too_late_does_not_undo_the_mark()
    {
        await ClaimAsync(Row());
        await Ledger.MarkSentAsync(Row().Id, s_now, late: false, Token);
        await Ledger.MarkFailedAsync(Row().Id, "The answer was lost", s_now, Token);
        Assert.Equal(LedgerState.Sent, (await OnlyAsync(Row())).State);
    }

    [Fact]
    public async Task What_was_skipped_is_recorded_with_its_reason_and_done()
    {
        await Ledger.SkipAsync(Row(), "past", Token);
        Assert.Equal(Row() with { State = LedgerState.Skipped, Reason = "past" }, await OnlyAsync(Row()));
        Assert.Equal(ClaimResult.Done, (await ClaimAsync(Row())).Result);
    }

    [Fact]
    public async Task Skipping_does_not_overwrite_what_was_sent()
    {
        await ClaimAsync(Row());
        await Ledger.MarkSentAsync(Row().Id, s_now, late: false, Token);
        await Ledger.SkipAsync(Row(), "past", Token);
        Assert.Equal((LedgerState.Sent, null), await StateAsync(Row()));
    }

    [Fact]
    public async Task Skipping_does_not_overwrite_a_claim()
    {
        await ClaimAsync(Row());
        await Ledger.SkipAsync(Row(), "past", Token);
        Assert.Equal((LedgerState.Claimed, null), await StateAsync(Row()));
    }

    [Fact]
    public async Task Skipping_a_failure_ends_its_retries()
    {
        await FailAsync(Row(), s_now);
        await Ledger.SkipAsync(Row(), "the subscription is gone", Token);
        Assert.Equal((LedgerState.Skipped, "the subscription is gone"), await StateAsync(Row()));
        Assert.Empty(await Ledger.ListDueForRetryAsync(s_now.AddYears(1), 10, Token));
    }

    [Fact]
    public async Task Retries_are_listed_when_they_are_due_the_longest_waiting_first()
    {
        await FailAsync(Row(daysBefore: 1), s_now.AddMinutes(2));
        await FailAsync(Row(daysBefore: 2), s_now);
        await FailAsync(Row(daysBefore: 5), s_now.AddMinutes(1));
        await FailAsync(Row(daysBefore: 7), s_now.AddMinutes(2).AddMilliseconds(1));
        Assert.Equal([2, 5, 1], (await Ledger.ListDueForRetryAsync(s_now.AddMinutes(2), 10, Token)).Select(r => r.DaysBefore));
        Assert.Equal([2, 5], (await Ledger.ListDueForRetryAsync(s_now.AddMinutes(2), 2, Token)).Select(r => r.DaysBefore));
    }

    [Fact]
    public async Task A_retry_that_is_under_way_or_sent_is_not_listed()
    {
        await FailAsync(Row(daysBefore: 1), s_now);
        await FailAsync(Row(daysBefore: 2), s_now);
        await ClaimAsync(Row(daysBefore: 1));
        await ClaimAsync(Row(daysBefore: 2));
        await Ledger.MarkSentAsync(Row(daysBefore: 2).Id, s_now, late: false, Token);
        Assert.Empty(await Ledger.ListDueForRetryAsync(s_until.AddMilliseconds(-1), 10, Token));
    }

    [Fact]
    public async Task A_claim_whose_holder_died_is_listed_once_it_has_ended()
    {
        await FailAsync(Row(), s_now);
        await ClaimAsync(Row());
        Assert.Equal(Row().Id, Assert.Single(await Ledger.ListDueForRetryAsync(s_until, 10, Token)).Id);
    }

    [Fact]
    public async Task Rows_are_listed_by_due_time_and_for_one_subscription_only()
    {
        foreach (var days in (int[])[2, 7, 1, 5])
            await ClaimAsync(Row(daysBefore: days));
        await ClaimAsync(Row(subscriptionId: "other"));
        Assert.Equal([7, 5, 2, 1], (await Ledger.ListAsync("netflix", Token)).Select(r => r.DaysBefore));
        Assert.Empty(await Ledger.ListAsync("nobody's", Token));
    }

    [Fact]
    public async Task Of_claims_at_the_same_moment_exactly_one_is_ours()
    {
        for (var days = 0; days < 50; days++)
        {
            var row = Row(daysBefore: days);
            using var start = new Barrier(2);
            var claims = await Task.WhenAll(((IReminderLedger[])[Ledger, AnotherReplica]).Select(ledger => Task.Run(async () =>
            {
                start.SignalAndWait(Token);
                return await ledger.ClaimAsync(row, s_now, s_until, Token);
            })));
            Assert.Equal([ClaimResult.Ours, ClaimResult.Held], claims.Select(c => c.Result).Order());
            Assert.Equal(1, (await Ledger.ListAsync("netflix", Token)).Single(r => r.Id == row.Id).Attempts);
        }
    }

    private static LedgerRow Row(string subscriptionId = "netflix", int daysBefore = 7) => LedgerRow.For(
        subscriptionId, "ada", new DateOnly(2026, 3, 20), new Moment(daysBefore, s_now.AddDays(7 - daysBefore)), LedgerState.Claimed);

    private Task<Claim> ClaimAsync(LedgerRow row, DateTimeOffset? now = null) =>
        Ledger.ClaimAsync(row, now ?? s_now, (now ?? s_now).AddMinutes(2), Token);

    private async Task FailAsync(LedgerRow row, DateTimeOffset again)
    {
        await ClaimAsync(row);
        await Ledger.MarkFailedAsync(row.Id, "The mail server is away", again, Token);
    }

    private async Task<LedgerRow> OnlyAsync(LedgerRow row) => Assert.Single(await Ledger.ListAsync(row.SubscriptionId, Token));

    private async Task<(LedgerState, string?)> StateAsync(LedgerRow row) => await OnlyAsync(row) is var found ? (found.State, found.Reason) : default;
}
