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
    public async Task An_administrator_who_can_sign_in_always_stays()
    {
        var (ada, bob) = (await AddAsync("ada"), await AddAsync("bob"));
        foreach (var less in (User[])[ada with { Role = Role.User, Version = 2 }, ada with { Disabled = true, Version = 2 }])
            Assert.Equal(AccountWrite.LastAdministrator, await Store.ReplaceKeepingAnAdministratorAsync(less, 1, Token));
        Assert.Equal(AccountWrite.Done, await Store.ReplaceKeepingAnAdministratorAsync(bob with { Role = Role.Admin, Version = 2 }, 1, Token));
        Assert.Equal(AccountWrite.Moved, await Store.ReplaceKeepingAnAdministratorAsync(ada with { Role = Role.User, Version = 3 }, 2, Token));
        Assert.Equal(AccountWrite.Done, await Store.ReplaceKeepingAnAdministratorAsync(ada with { Role = Role.User, Version = 2 }, 1, Token));
        Assert.Equal(Role.User, (await Store.FindAsync("ada", Token))!.Role);
    }

    [Fact]
    public async Task Two_administrators_who_resign_at_the_same_moment_do_not_both_go()
    {
        var (ada, bob) = (await AddAsync("ada"), await AddAsync("bob"));
        await Store.ReplaceKeepingAnAdministratorAsync(bob with { Role = Role.Admin, Version = 2 }, 1, Token);
        await Task.WhenAll(
            Task.Run(() => Store.ReplaceKeepingAnAdministratorAsync(ada with { Role = Role.User, Version = 2 }, 1, Token)),
            Task.Run(() => Store.ReplaceKeepingAnAdministratorAsync(bob with { Role = Role.User, Version = 3 }, 2, Token)));
        Assert.Contains(Role.Admin, (Role[])[(await Store.FindAsync("ada", Token))!.Role, (await Store.FindAsync("bob", Token))!.Role]);
    }

    [Fact]
    public async Task Users_are_listed_by_address_and_found_by_a_part_of_it_or_of_their_name()
    {
        foreach (var id in (string[])["bob", "ada", "eve"])
            await AddAsync(id);
        async Task<string> FoundAsync(string? search, int page = 1, int limit = 10)
        {
            var (users, total) = await Store.ListAsync(search, page, limit, Token);
            return $"{string.Join(' ', users.Select(user => user.Id))} of {total}";
        }
        Assert.Equal("ada bob eve of 3", await FoundAsync(null));
        Assert.Equal("eve of 3", await FoundAsync(null, page: 2, limit: 2));
        Assert.Equal("bob of 1", await FoundAsync("BOB@"));
        Assert.Equal(" of 0", await FoundAsync(".*"));
    }

    [Fact]
    public async Task A_deleted_user_is_gone_and_the_address_is_free()
    {
        await AddAsync("ada");
        await Store.DeleteAsync("ada", Token);
        Assert.Null(await Store.FindAsync("ada", Token));
        Assert.NotNull(await Store.AddAsync(Some.User("ada"), Token));
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
