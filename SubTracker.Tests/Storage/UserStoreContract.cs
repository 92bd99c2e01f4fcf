using SubTracker.ApiService.Users;
using SubTracker.Contracts.Users;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="IUserStore"/>.</summary>
public abstract class UserStoreContract
{
    private protected abstract IUserStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_stored_is_read_as_it_was()
    {
        var user = await AddAsync("ada");
        foreach (var found in (User?[])[await Store.FindAsync(user.Id, Token), await Store.FindByEmailAsync(user.EmailKey, Token)])
        {
            Assert.NotNull(found);
            Assert.Equal(user.Reminders.DaysBefore, found.Reminders.DaysBefore);
            Assert.Equal(user, found with { Reminders = user.Reminders });
        }
        Assert.Null(await Store.FindAsync("eve", Token));
        Assert.Null(await Store.FindByEmailAsync("eve@example.org", Token));
    }

    [Fact]
    public async Task The_first_user_is_the_administrator_and_the_others_are_not()
    {
        Assert.Equal([Role.Admin, Role.User, Role.User], [(await AddAsync("ada")).Role, (await AddAsync("bob")).Role, (await AddAsync("eve")).Role]);
        Assert.Equal([Role.Admin, Role.User], [(await Store.FindAsync("ada", Token))!.Role, (await Store.FindAsync("bob", Token))!.Role]);
    }

    [Fact]
    public async Task Of_many_first_users_at_the_same_moment_exactly_one_is_the_administrator()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => AddAsync($"{number}"))));
        Assert.Single(added, user => user.Role == Role.Admin);
        foreach (var user in added)
            Assert.Equal(user.Role, (await Store.FindAsync(user.Id, Token))!.Role);
    }

    [Fact]
    public async Task Two_spellings_of_one_address_are_one_user()
    {
        await AddAsync("ada");
        Assert.Null(await Store.AddAsync(Some.User("other") with { Email = "ADA@Example.ORG" }, Token));
        Assert.Null(await Store.FindAsync("other", Token));
    }

    [Fact]
    public async Task A_user_is_replaced_at_the_version_that_was_read_and_at_no_other()
    {
        var user = await AddAsync("ada");
        Assert.True(await Store.ReplaceAsync(user with { Name = "One", Version = 2 }, 1, Token));
        Assert.False(await Store.ReplaceAsync(user with { Name = "Two", Version = 2 }, 1, Token));
        Assert.False(await Store.ReplaceAsync(Some.User("nobody") with { Version = 2 }, 1, Token));
        Assert.Equal(("One", 2), await Store.FindAsync(user.Id, Token) is { } found ? (found.Name, found.Version) : default);
    }

    [Fact]
    public async Task Plans_that_followed_an_older_change_have_yet_to_follow_the_newer()
    {
        var user = await AddAsync("ada");
        var moved = user.Updated(new UpdateUserRequest(TimeZone: "Asia/Tokyo"), Some.Now);
        await Store.ReplaceAsync(moved, user.Version, Token);
        var movedAgain = moved.Updated(new UpdateUserRequest(TimeZone: "Europe/Berlin"), Some.Now);
        await Store.ReplaceAsync(movedAgain, moved.Version, Token);

        await Store.MarkSettingsPlannedAsync(user.Id, moved.SettingsVersion, Token);
        Assert.Equal(movedAgain.Version + 1, Assert.Single(await Store.ListWithUnplannedSettingsAsync(10, Token)).Version);

        await Store.MarkSettingsPlannedAsync(user.Id, movedAgain.SettingsVersion, Token);
        Assert.Empty(await Store.ListWithUnplannedSettingsAsync(10, Token));
        await Store.MarkSettingsPlannedAsync(user.Id, moved.SettingsVersion, Token);
        var found = await Store.FindAsync(user.Id, Token);
        Assert.Equal(("Europe/Berlin", movedAgain.SettingsVersion), (found?.TimeZone, found?.SettingsPlanned));
    }

    private async Task<User> AddAsync(string id) =>
        await Store.AddAsync(Some.User(id), Token) ?? throw new InvalidOperationException($"{id}'s address is taken.");
}
