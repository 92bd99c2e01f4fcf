using SubTracker.ApiService.Auth;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="ISessionStore"/>.</summary>
public abstract class SessionStoreContract
{
    private protected abstract ISessionStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_added_is_read_as_it_was_until_it_is_revoked()
    {
        var session = await AddAsync("a");
        Assert.Equal(session, await Store.FindAsync("a", Token));
        await Store.RevokeAsync("a", Token);
        Assert.Null(await Store.FindAsync("a", Token));
    }

    [Fact]
    public async Task It_is_replaced_while_its_newest_secret_is_the_expected_one()
    {
        var session = await AddAsync("a");
        var next = session with { SecretHash = "next", LastUsedAt = Some.Now.AddDays(1), ExpiresAt = Some.Now.AddDays(31) };
        Assert.True(await Store.ReplaceAsync(next, "secret", Token));
        Assert.False(await Store.ReplaceAsync(session with { SecretHash = "thief's" }, "secret", Token));
        Assert.Equal(next, await Store.FindAsync("a", Token));
    }

    [Fact]
    public async Task A_revoked_session_is_not_brought_back()
    {
        var session = await AddAsync("a");
        await Store.RevokeAsync("a", Token);
        Assert.False(await Store.ReplaceAsync(session, "secret", Token));
        Assert.Null(await Store.FindAsync("a", Token));
    }

    [Fact]
    public async Task All_sessions_of_a_user_are_revoked_and_nobody_else_s()
    {
        foreach (var id in (string[])["a", "b"])
            await AddAsync(id);
        var bobs = await AddAsync("c", "bob");
        await Store.RevokeAllAsync("ada", Token);
        Assert.Null(await Store.FindAsync("a", Token));
        Assert.Null(await Store.FindAsync("b", Token));
        Assert.Equal(bobs, await Store.FindAsync("c", Token));
    }

    [Fact]
    public async Task A_new_session_forgets_those_of_its_user_that_have_expired()
    {
        await AddAsync("over");
        await AddAsync("bob's", "bob");
        await Store.AddAsync(Session("lasting") with { ExpiresAt = Some.Now.AddDays(60) }, Token);
        await Store.AddAsync(Session("new") with { CreatedAt = Some.Now.AddDays(30) }, Token);
        Assert.Null(await Store.FindAsync("over", Token));
        foreach (var id in (string[])["bob's", "lasting", "new"])
            Assert.NotNull(await Store.FindAsync(id, Token));
    }

    private async Task<Session> AddAsync(string id, string userId = "ada")
    {
        var session = Session(id) with { UserId = userId };
        await Store.AddAsync(session, Token);
        return session;
    }

    private static Session Session(string id) => new(id, "ada", "family", "secret", Rotates: true, Some.Now, Some.Now, Some.Now.AddDays(30));
}
