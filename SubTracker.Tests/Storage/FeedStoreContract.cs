using SubTracker.ApiService.Calendar;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="IFeedStore"/>.</summary>
public abstract class FeedStoreContract
{
    private protected abstract IFeedStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_feed_is_found_by_its_user_and_by_its_token()
    {
        var feed = CalendarFeed.New("ada", Some.Now);
        await Store.PutAsync(feed, Token);
        await Store.PutAsync(CalendarFeed.New("bob", Some.Now), Token);
        Assert.Equal(feed, await Store.FindAsync("ada", Token));
        Assert.Equal(feed, await Store.FindByTokenAsync(feed.TokenHash, Token));
        Assert.Null(await Store.FindByTokenAsync(feed.Token, Token));
        Assert.Null(await Store.FindAsync("eve", Token));
    }

    [Fact]
    public async Task A_new_feed_takes_the_place_of_the_old_one()
    {
        var (old, feed) = (CalendarFeed.New("ada", Some.Now), CalendarFeed.New("ada", Some.Now.AddDays(1)));
        await Store.PutAsync(old, Token);
        await Store.PutAsync(feed, Token);
        Assert.Null(await Store.FindByTokenAsync(old.TokenHash, Token));
        Assert.Equal(feed, await Store.FindAsync("ada", Token));
    }

    [Fact]
    public async Task A_deleted_feed_is_found_no_more()
    {
        var feed = CalendarFeed.New("ada", Some.Now);
        await Store.PutAsync(feed, Token);
        Assert.False(await Store.DeleteAsync("bob", Token));
        Assert.True(await Store.DeleteAsync("ada", Token));
        Assert.False(await Store.DeleteAsync("ada", Token));
        Assert.Null(await Store.FindByTokenAsync(feed.TokenHash, Token));
    }
}
