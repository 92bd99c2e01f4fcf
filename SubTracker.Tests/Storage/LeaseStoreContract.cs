using SubTracker.ApiService.Reminders;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="ILeaseStore"/>.</summary>
public abstract class LeaseStoreContract
{
    private static readonly DateTimeOffset s_now = Some.Now;

    private protected abstract ILeaseStore Store { get; }

    private protected abstract ILeaseStore AnotherReplica { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_one_s_until_it_ends()
    {
        Assert.True(await TakeAsync(Store, "ada", s_now));
        Assert.False(await TakeAsync(AnotherReplica, "bob", s_now.AddSeconds(89)));
        Assert.True(await TakeAsync(Store, "ada", s_now.AddSeconds(89)));
        Assert.False(await TakeAsync(AnotherReplica, "bob", s_now.AddSeconds(90)));
        Assert.True(await TakeAsync(AnotherReplica, "bob", s_now.AddSeconds(179)));
        Assert.False(await TakeAsync(Store, "ada", s_now.AddSeconds(180)));
    }

    [Fact]
    public async Task Given_back_it_is_free_but_not_by_somebody_else()
    {
        await TakeAsync(Store, "ada", s_now);
        await Store.ReleaseAsync("rounds", "bob", Token);
        Assert.False(await TakeAsync(Store, "bob", s_now));
        await Store.ReleaseAsync("rounds", "ada", Token);
        Assert.True(await TakeAsync(Store, "bob", s_now));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_leaves_no_lease_of_tomorrow()
    {
        await TakeAsync(Store, "ada", s_now.AddDays(1));
        Assert.True(await TakeAsync(Store, "bob", s_now));
    }

    [Fact]
    public async Task Of_many_at_the_same_moment_one_has_it()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(
            () => TakeAsync(number % 2 == 0 ? Store : AnotherReplica, $"{number}", s_now))));
        Assert.Single(taken, mine => mine);
    }

    private static Task<bool> TakeAsync(ILeaseStore store, string holder, DateTimeOffset now) =>
        store.TakeAsync("rounds", holder, now, now.AddSeconds(90), now.AddSeconds(180), Token);
}
