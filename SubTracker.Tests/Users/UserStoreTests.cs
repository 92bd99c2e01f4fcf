using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Users;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Users;

public sealed class UserStoreTests
{
    [Fact]
    public async Task A_user_is_replaced_at_the_version_that_was_read_and_at_no_other()
    {
        await using var api = await ApiHost.StartAsync();
        var (store, user) = await WithUserAsync(api);

        Assert.True(await store.ReplaceAsync(user with { Name = "One", Version = 2 }, 1, TestContext.Current.CancellationToken));
        Assert.False(await store.ReplaceAsync(user with { Name = "Two", Version = 2 }, 1, TestContext.Current.CancellationToken));

        Assert.Equal("One", (await store.FindAsync(user.Id, TestContext.Current.CancellationToken))?.Name);
    }

    [Fact]
    public async Task Plans_that_followed_an_older_change_have_yet_to_follow_the_newer()
    {
        await using var api = await ApiHost.StartAsync();
        var (store, user) = await WithUserAsync(api);
        var now = api.Clock.GetUtcNow();
        var moved = user.Updated(new UpdateUserRequest(TimeZone: "Asia/Tokyo"), now);
        await store.ReplaceAsync(moved, user.Version, TestContext.Current.CancellationToken);
        var movedAgain = moved.Updated(new UpdateUserRequest(TimeZone: "Europe/Berlin"), now);
        await store.ReplaceAsync(movedAgain, moved.Version, TestContext.Current.CancellationToken);

        await store.MarkSettingsPlannedAsync(user.Id, moved.SettingsVersion, TestContext.Current.CancellationToken);
        Assert.Single(await store.ListWithUnplannedSettingsAsync(10, TestContext.Current.CancellationToken));

        await store.MarkSettingsPlannedAsync(user.Id, movedAgain.SettingsVersion, TestContext.Current.CancellationToken);
        Assert.Empty(await store.ListWithUnplannedSettingsAsync(10, TestContext.Current.CancellationToken));
        Assert.Equal("Europe/Berlin", (await store.FindAsync(user.Id, TestContext.Current.CancellationToken))?.TimeZone);
    }

    [Fact]
    public async Task What_is_stored_is_read_as_it_was()
    {
        await using var api = await ApiHost.StartAsync();
        var (store, user) = await WithUserAsync(api);

        var found = await store.FindByEmailAsync(user.EmailKey, TestContext.Current.CancellationToken);

        Assert.NotNull(found);
        Assert.Equal(user.Reminders.DaysBefore, found.Reminders.DaysBefore);
        Assert.Equal(user, found with { Reminders = user.Reminders });
    }

    private static async Task<(IUserStore Store, User User)> WithUserAsync(ApiHost api)
    {
        var store = api.Services.GetRequiredService<IUserStore>();
        var now = api.Clock.GetUtcNow();
        var user = await store.AddAsync(
            new("1", "Ada", "ada@example.org", "hash", Role.User, "EUR", "UTC", new([7, 1], new(9, 0)), now, now),
            TestContext.Current.CancellationToken);
        return (store, user!);
    }
}
