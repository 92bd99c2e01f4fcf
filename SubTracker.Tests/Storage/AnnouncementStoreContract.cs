using SubTracker.ApiService.Notifications;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="IAnnouncementStore"/>.</summary>
public abstract class AnnouncementStoreContract
{
    private protected abstract IAnnouncementStore Store { get; }

    /// <summary>The same through a second instance, as another process would have it.</summary>
    private protected abstract IAnnouncementStore AnotherReplica { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_noted_is_read_as_it_was_once_it_is_due()
    {
        var noted = Some.Announcement("a") with { DueAt = Some.Now.AddMinutes(5), Attempts = 3 };
        await Store.AddAsync([noted], Token);
        Assert.Empty(await Store.ListDueAsync(Some.Now.AddMinutes(5).AddMilliseconds(-1), 10, Token));
        Assert.Equal(noted, Assert.Single(await AnotherReplica.ListDueAsync(Some.Now.AddMinutes(5), 10, Token)));
    }

    [Fact]
    public async Task What_is_noted_twice_is_noted_once_and_nothing_noted_is_nothing()
    {
        await Store.AddAsync([], Token);
        await Store.AddAsync([Some.Announcement("a"), Some.Announcement("b")], Token);
        await AnotherReplica.AddAsync([Some.Announcement("b") with { Event = "other" }, Some.Announcement("c")], Token);
        var due = await Store.ListDueAsync(Some.Now, 10, Token);
        Assert.Equal(["a", "b", "c"], due.Select(a => a.Id));
        Assert.DoesNotContain(due, a => a.Event == "other");
    }

    [Fact]
    public async Task The_longest_waiting_come_first()
    {
        await Store.AddAsync([.. from minutes in (int[])[3, 1, 2] select Some.Announcement($"{minutes}") with { DueAt = Some.Now.AddMinutes(minutes) }], Token);
        Assert.Equal(["1", "2"], (await Store.ListDueAsync(Some.Now.AddHours(1), 2, Token)).Select(a => a.Id));
    }

    [Fact]
    public async Task Of_two_who_claim_one_exactly_one_has_it()
    {
        await Store.AddAsync([Some.Announcement("a")], Token);
        var claimed = Some.Announcement("a").Claimed(Some.Now);
        var taken = await Task.WhenAll(((IAnnouncementStore[])[Store, AnotherReplica, Store, AnotherReplica]).Select(
            store => Task.Run(() => store.ReplaceAsync(claimed, 1, Token))));
        Assert.Single(taken, won => won);
        Assert.Empty(await Store.ListDueAsync(Some.Now, 10, Token));
        Assert.Equal(claimed, Assert.Single(await Store.ListDueAsync(Some.Now + Announcement.ClaimHolds, 10, Token)));
    }

    [Fact]
    public async Task What_was_told_is_gone_and_cannot_be_claimed()
    {
        await Store.AddAsync([Some.Announcement("a"), Some.Announcement("b")], Token);
        await Store.DeleteAsync("a", Token);
        await Store.DeleteAsync("a", Token);
        Assert.False(await Store.ReplaceAsync(Some.Announcement("a").Claimed(Some.Now), 1, Token));
        Assert.Equal(["b"], (await Store.ListDueAsync(Some.Now, 10, Token)).Select(a => a.Id));
    }

    [Fact]
    public async Task With_the_account_all_of_its_promises_go_and_nobody_else_s()
    {
        await Store.AddAsync([Some.Announcement("a"), Some.Announcement("b"), Some.Announcement("c") with { UserId = "bob" }], Token);
        await Store.DeleteAllAsync("ada", Token);
        Assert.Equal(["c"], (await Store.ListDueAsync(Some.Now, 10, Token)).Select(a => a.Id));
    }
}
