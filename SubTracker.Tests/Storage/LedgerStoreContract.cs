using System.Text.Json;
using SubTracker.ApiService.Reminders;
using SubTracker.Contracts;
using SubTracker.Contracts.Reminders;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="ILedgerStore"/>.</summary>
public abstract class LedgerStoreContract
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 13, 9, 0, 0, TimeSpan.Zero);

    private protected abstract ILedgerStore Store { get; }

    /// <summary>The same rows through a second instance, as another process would have it.</summary>
    private protected abstract ILedgerStore AnotherReplica { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_added_is_read_as_it_was()
    {
        var row = Row() with
        {
            ClaimedUntil = s_now,
            Attempts = 3,
            NextAttemptAt = s_now.AddMilliseconds(1),
            SentAt = s_now.AddDays(1),
            FailedAt = s_now,
            Late = true,
            Reason = "why",
            TraceId = "trace",
            AcknowledgedAt = s_now,
            Round = 2,
            Requested = true,
            Version = 7,
            History = [new(s_now, AttemptOutcome.Failed, "no"), new(s_now.AddSeconds(1), AttemptOutcome.Sent)],
        };
        Assert.True(await Store.AddAsync(row, Token));
        Assert.Equal(Json(row), Json(await Store.FindAsync(row.Id, Token)));
        Assert.Null(await Store.FindAsync("nobody's", Token));
    }

    [Fact]
    public async Task A_row_is_added_once()
    {
        Assert.True(await Store.AddAsync(Row(), Token));
        Assert.False(await AnotherReplica.AddAsync(Row() with { Reason = "second" }, Token));
        Assert.Null((await Store.FindAsync(Row().Id, Token))!.Reason);
    }

    [Fact]
    public async Task A_row_is_replaced_at_the_version_that_was_read_and_at_no_other()
    {
        await Store.AddAsync(Row(), Token);
        var sent = Row() with { State = LedgerState.Sent, SentAt = s_now, Version = 2 };
        Assert.False(await Store.ReplaceAsync(sent, 2, Token));
        Assert.True(await Store.ReplaceAsync(sent, 1, Token));
        Assert.False(await AnotherReplica.ReplaceAsync(sent, 1, Token));
        Assert.False(await Store.ReplaceAsync(Row(daysBefore: 1) with { Version = 2 }, 1, Token));
        Assert.Equal(Json(sent), Json(await AnotherReplica.FindAsync(Row().Id, Token)));
    }

    [Fact]
    public async Task Of_two_at_the_same_moment_one_is_first()
    {
        for (var days = 0; days < 50; days++)
        {
            var row = Row(daysBefore: days);
            using var start = new Barrier(2);
            var added = await Task.WhenAll(((ILedgerStore[])[Store, AnotherReplica]).Select(store => Task.Run(async () =>
            {
                start.SignalAndWait(Token);
                return await store.AddAsync(row, Token) ? "added" : await store.ReplaceAsync(row with { Version = 2 }, 1, Token) ? "replaced" : "late";
            })));
            Assert.Contains("added", added);
            Assert.NotEqual(added[0], added[1]);
        }
    }

    [Fact]
    public async Task Siblings_speak_of_the_same_occurrence_in_the_same_way()
    {
        foreach (var row in (LedgerRow[])[Row(daysBefore: 7), Row(daysBefore: 1), Row(daysBefore: 1, channel: "c1"), Row("other"),
            Row(occurrence: "2026-04-20"), Row(kind: ReminderKind.CancelBy)])
            await Store.AddAsync(row, Token);
        var siblings = await Store.ListSiblingsAsync(LedgerRow.Siblings("netflix", ReminderKind.Renewal, Some.Day("2026-03-20")), Token);
        Assert.Equal(["1 c1", "1 email", "7 email"], siblings.Select(s => $"{s.DaysBefore} {s.Channel}"));
    }

    [Fact]
    public async Task What_waits_is_listed_when_it_is_due_the_longest_waiting_first()
    {
        await AddAsync(1, s_now.AddMinutes(2));
        await AddAsync(2, s_now);
        await AddAsync(5, s_now.AddMinutes(1));
        await AddAsync(7, s_now.AddMinutes(2).AddMilliseconds(1));
        await AddAsync(9, null);
        Assert.Equal([2, 5, 1], (await DueAsync(s_now.AddMinutes(2))).Select(r => r.DaysBefore));
        Assert.Equal([2, 5], (await Store.ListDueAsync(s_now.AddMinutes(2), s_now.AddDays(1), 2, Token)).Select(r => r.DaysBefore));
        Assert.Equal((4, Row(daysBefore: 7).DueAt), (await Store.CountWaitingAsync(Token), await Store.OldestWaitingAsync(Token)));
    }

    [Fact]
    public async Task What_waits_further_ahead_than_anything_may_is_listed_too_unless_it_was_put_off()
    {
        await AddAsync(1, s_now.AddDays(2));
        await AddAsync(2, s_now.AddDays(2), LedgerState.Snoozed);
        await AddAsync(3, s_now.AddDays(1));
        Assert.Equal([1], (await DueAsync(s_now)).Select(r => r.DaysBefore));
        Assert.Equal((3, Row(daysBefore: 3).DueAt), (await Store.CountWaitingAsync(Token), await Store.OldestWaitingAsync(Token)));
    }

    [Fact]
    public async Task Where_nothing_waits_nothing_is_the_oldest() => Assert.Equal((0, null), (await Store.CountWaitingAsync(Token), await Store.OldestWaitingAsync(Token)));

    [Fact]
    public async Task Rows_are_listed_by_due_time_and_for_one_subscription_only()
    {
        foreach (var days in (int[])[2, 7, 1, 5])
            await Store.AddAsync(Row(daysBefore: days), Token);
        await Store.AddAsync(Row("other"), Token);
        Assert.Equal([7, 5, 2, 1], (await Store.ListAsync("netflix", Token)).Select(r => r.DaysBefore));
        Assert.Empty(await Store.ListAsync("nobody's", Token));
    }

    [Fact]
    public async Task An_administrator_reads_them_slice_by_slice_the_latest_due_first()
    {
        foreach (var days in (int[])[1, 2, 5, 7])
            await Store.AddAsync(Row(daysBefore: days), Token);
        await Store.AddAsync(Row("other", daysBefore: 5), Token);
        var first = await Store.ListAsync(new LedgerQuery(3), Token);
        Assert.Equal(["1 netflix", "2 netflix", "5 other"], first.Select(Told));
        var rest = await Store.ListAsync(new LedgerQuery(3, new(first[^1].DueAt, first[^1].Id)), Token);
        Assert.Equal(["5 netflix", "7 netflix"], rest.Select(Told));
    }

    [Fact]
    public async Task An_administrator_looks_for_some_of_them()
    {
        await Store.AddAsync(Row(daysBefore: 1) with { UserId = "bob" }, Token);
        await Store.AddAsync(Row(daysBefore: 2) with { State = LedgerState.Sent, SentAt = s_now }, Token);
        await Store.AddAsync(Row(daysBefore: 3, channel: "c1"), Token);
        await Store.AddAsync(Row(daysBefore: 4, kind: ReminderKind.CancelBy), Token);
        await Store.AddAsync(Row("other", daysBefore: 5), Token);
        async Task<string> FoundAsync(LedgerQuery query) => string.Join(' ', (await Store.ListAsync(query, Token)).Select(r => r.DaysBefore));
        Assert.Equal("1", await FoundAsync(new(10, UserId: "bob")));
        Assert.Equal("2", await FoundAsync(new(10, States: [LedgerState.Sent])));
        Assert.Equal("2", await FoundAsync(new(10, States: [LedgerState.Sent, LedgerState.Failed])));
        Assert.Equal("3", await FoundAsync(new(10, Channel: "c1")));
        Assert.Equal("4", await FoundAsync(new(10, Kind: ReminderKind.CancelBy)));
        Assert.Equal("5", await FoundAsync(new(10, SubscriptionId: "other")));
        Assert.Equal("2 3", await FoundAsync(new(10, DueFrom: Row(daysBefore: 3).DueAt, DueTo: Row(daysBefore: 2).DueAt)));
        Assert.Equal("", await FoundAsync(new(10, UserId: "bob", States: [LedgerState.Sent])));
    }

    [Fact]
    public async Task They_are_counted_by_state_failures_and_lag()
    {
        await Store.AddAsync(Row(daysBefore: 30) with { State = LedgerState.Sent, SentAt = s_now.AddDays(-30) }, Token);
        await Store.AddAsync(Row(daysBefore: 7) with { State = LedgerState.Sent, SentAt = Row(daysBefore: 7).DueAt.AddSeconds(3), FailedAt = s_now }, Token);
        await Store.AddAsync(Row(daysBefore: 5) with { State = LedgerState.Sent, SentAt = Row(daysBefore: 5).DueAt.AddSeconds(1) }, Token);
        await Store.AddAsync(Row(daysBefore: 2) with { State = LedgerState.Skipped, FailedAt = s_now.AddDays(-2) }, Token);
        var counts = await Store.CountAsync(s_now.AddDays(-1), Token);
        Assert.Equal("Sent 2 Skipped 1", string.Join(' ', counts.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}")));
        Assert.Equal(1, await Store.CountFailedAsync(s_now.AddDays(-1), Token));
        Assert.Equal([1, 3], (await Store.ListLagsAsync(s_now.AddDays(-1), 10, Token)).Select(lag => lag.TotalSeconds));
        Assert.Equal([1], (await Store.ListLagsAsync(s_now.AddDays(-1), 1, Token)).Select(lag => lag.TotalSeconds));
    }

    [Fact]
    public async Task With_its_user_a_row_is_forgotten()
    {
        await Store.AddAsync(Row(), Token);
        await Store.AddAsync(Row("other") with { UserId = "bob" }, Token);
        await Store.DeleteOfUserAsync("ada", Token);
        Assert.Empty(await Store.ListAsync("netflix", Token));
        Assert.Single(await Store.ListAsync("other", Token));
    }

    private static LedgerRow Row(
        string subscriptionId = "netflix", int daysBefore = 7, string occurrence = "2026-03-20", string channel = LedgerRow.Email,
        ReminderKind kind = ReminderKind.Renewal) => LedgerRow.For(
        subscriptionId, "ada", Some.Day(occurrence), new Moment(daysBefore, s_now.AddDays(7 - daysBefore), kind), LedgerState.Claimed, channel);

    private static string Told(LedgerRow row) => $"{row.DaysBefore} {row.SubscriptionId}";

    private Task<bool> AddAsync(int daysBefore, DateTimeOffset? next, LedgerState state = LedgerState.Failed) =>
        Store.AddAsync(Row(daysBefore: daysBefore) with { State = state, NextAttemptAt = next }, Token);

    private Task<IReadOnlyList<LedgerRow>> DueAsync(DateTimeOffset now) => Store.ListDueAsync(now, now.AddDays(1), 10, Token);

    private static string Json(LedgerRow? row) => JsonSerializer.Serialize(row, ContractJson.Options);
}
