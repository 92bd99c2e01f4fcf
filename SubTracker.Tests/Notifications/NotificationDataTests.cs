using SubTracker.ApiService.Notifications;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Notifications;

public sealed class NotificationDataTests : IDisposable
{
    private readonly SqliteEngine _engine = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_account_all_of_it_goes_and_nothing_of_anybody_else_s()
    {
        var (channels, announcements, outbox) = (_engine.Store<IChannelStore>(), _engine.Store<IAnnouncementStore>(), _engine.Store<IOutboxStore>());
        foreach (var user in (string[])["ada", "bob"])
        {
            await channels.AddAsync(Some.Channel("a", user), Token);
            await announcements.AddAsync([Some.Announcement(user) with { UserId = user }], Token);
            await outbox.AddAsync(new(user, user, user, $"{user}@example.org", "Subject", "Text", "<p>Text</p>", Some.Now), Token);
        }

        var data = new NotificationData(channels, announcements, outbox);
        await data.DeleteAsync("ada", Token);
        await data.DeleteAsync("ada", Token);

        Assert.Empty(await channels.ListAsync("ada", Token));
        Assert.Single(await channels.ListAsync("bob", Token));
        Assert.Equal(["bob"], (await announcements.ListDueAsync(Some.Now, 10, Token)).Select(a => a.UserId));
        Assert.Equal((0, 1), ((await outbox.ListAsync("ada", 1, 10, Token)).Total, (await outbox.ListAsync("bob", 1, 10, Token)).Total));
    }

    public void Dispose() => _engine.Dispose();
}
