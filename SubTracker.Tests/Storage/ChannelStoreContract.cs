using System.Text.Json;
using SubTracker.ApiService.Notifications;
using SubTracker.Contracts;
using SubTracker.Contracts.Notifications;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="IChannelStore"/>.</summary>
public abstract class ChannelStoreContract
{
    private static readonly ChannelHealth s_failing = new(2, "The server answered 500.", Some.Now, Some.Now.AddHours(1), Version: 1);

    private protected abstract IChannelStore Store { get; }

    /// <summary>The same channels through a second instance, as another process would have it.</summary>
    private protected abstract IChannelStore AnotherReplica { get; }

    /// <summary>Everything that is stored of channels, as whoever opens the database reads it.</summary>
    private protected abstract Task<string> RawAsync(CancellationToken cancellationToken);

    /// <summary>Stores a channel as versions before the seal did.</summary>
    private protected abstract Task PutAsItIsAsync(Channel channel, CancellationToken cancellationToken);

    private protected abstract void LoseKeys();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_added_is_read_as_it_was()
    {
        var added = Some.Channel("a") with
        {
            Type = ChannelType.Ntfy,
            Name = "Köln \"Dom\"",
            Settings = new Dictionary<string, string> { ["topic"] = "a.b$c", ["token"] = "日本" },
            Enabled = false,
            FallbackFor = "email",
            Health = s_failing,
        };
        Assert.True(await Store.AddAsync(added, Token));
        var found = (await Store.FindAsync("ada", "a", Token))!;
        Assert.Equal(Json(added), Json(found));
        Assert.Equal(s_failing, found.Health);
        Assert.Equal(Json(added), Json(Assert.Single(await AnotherReplica.ListAsync("ada", Token))));
    }

    [Fact]
    public async Task An_id_is_one_user_s_and_two_users_may_have_the_same()
    {
        await AddAsync(Some.Channel("email"));
        Assert.False(await Store.AddAsync(Some.Channel("email") with { Name = "again" }, Token));
        Assert.True(await Store.AddAsync(Some.Channel("email", "bob") with { Name = "bob's" }, Token));
        Assert.Equal(["email", "bob's"], [await NameAsync("ada", "email"), await NameAsync("bob", "email")]);
    }

    [Fact]
    public async Task Somebody_else_s_is_not_found_not_replaced_and_not_deleted()
    {
        var added = await AddAsync(Some.Channel("a"));
        Assert.Null(await Store.FindAsync("eve", "a", Token));
        Assert.Empty(await Store.ListAsync("eve", Token));
        Assert.False(await Store.ReplaceAsync(added with { UserId = "eve", Version = 2 }, 1, Token));
        Assert.False(await Store.ReplaceHealthAsync("eve", "a", s_failing, 0, Token));
        Assert.False(await Store.DeleteAsync("eve", "a", Token));
        await Store.DeleteAllAsync("eve", Token);
        Assert.Equal("a", await NameAsync("ada", "a"));
    }

    [Fact]
    public async Task They_are_listed_by_id()
    {
        foreach (var id in (string[])["b", "email", "a"])
            await AddAsync(Some.Channel(id));
        Assert.Equal(["a", "b", "email"], (await Store.ListAsync("ada", Token)).Select(c => c.Id));
    }

    [Fact]
    public async Task It_is_replaced_at_the_version_that_was_read_and_at_no_other()
    {
        var added = await AddAsync(Some.Channel("a"));
        Assert.True(await Store.ReplaceAsync(added with { Name = "first", Version = 2 }, 1, Token));
        Assert.False(await AnotherReplica.ReplaceAsync(added with { Name = "second", Version = 2 }, 1, Token));
        Assert.Equal("first", await NameAsync("ada", "a"));
    }

    [Fact]
    public async Task An_edit_starts_its_health_afresh_and_what_was_about_to_be_written_of_it_finds_it_moved_on()
    {
        var added = await AddAsync(Some.Channel("a") with { Health = s_failing });
        await Store.ReplaceAsync(added with { Version = 2 }, 1, Token);
        Assert.Equal(new ChannelHealth(Version: 2), await HealthAsync());
        Assert.False(await Store.ReplaceHealthAsync("ada", "a", s_failing with { Failures = 3, Version = 2 }, s_failing.Version, Token));
    }

    [Fact]
    public async Task Of_two_who_write_its_health_at_once_one_comes_first()
    {
        await AddAsync(Some.Channel("a"));
        var written = await Task.WhenAll(((IChannelStore[])[Store, AnotherReplica, Store, AnotherReplica]).Select(store => Task.Run(
            () => store.ReplaceHealthAsync("ada", "a", s_failing, 0, Token))));
        Assert.Single(written, taken => taken);
        Assert.Equal(s_failing, await HealthAsync());
    }

    [Fact]
    public async Task Its_health_is_no_edit()
    {
        await AddAsync(Some.Channel("a"));
        await Store.ReplaceHealthAsync("ada", "a", s_failing, 0, Token);
        Assert.Equal(1, (await Store.FindAsync("ada", "a", Token))!.Version);
        Assert.True(await Store.ReplaceAsync(Some.Channel("a") with { Version = 2 }, 1, Token));
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_nothing_can_be_written_of_it()
    {
        await AddAsync(Some.Channel("a"));
        Assert.True(await Store.DeleteAsync("ada", "a", Token));
        Assert.False(await Store.DeleteAsync("ada", "a", Token));
        Assert.False(await Store.ReplaceHealthAsync("ada", "a", s_failing, 0, Token));
        Assert.False(await Store.ReplaceAsync(Some.Channel("a") with { Version = 2 }, 1, Token));
        Assert.Null(await Store.FindAsync("ada", "a", Token));
    }

    [Fact]
    public async Task With_the_account_all_of_its_channels_go_and_nobody_else_s()
    {
        foreach (var channel in (Channel[])[Some.Channel("a"), Some.Channel("b"), Some.Channel("a", "bob")])
            await AddAsync(channel);
        await Store.DeleteAllAsync("ada", Token);
        Assert.Empty(await Store.ListAsync("ada", Token));
        Assert.Single(await Store.ListAsync("bob", Token));
    }

    [Fact]
    public async Task Who_reads_the_database_reads_no_secret()
    {
        foreach (var type in Enum.GetValues<ChannelType>())
            await AddAsync(Secretive(type));
        Assert.True(await Store.ReplaceAsync(Secretive(ChannelType.Webhook) with { Version = 2 }, 1, Token));
        var raw = await RawAsync(Token);
        Assert.Contains("open-", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-", raw, StringComparison.Ordinal);
        foreach (var type in Enum.GetValues<ChannelType>())
            Assert.Equal(Secretive(type).Settings, (await AnotherReplica.FindAsync("ada", $"{type}", Token))!.Settings);
    }

    [Fact]
    public async Task A_secret_from_before_the_seal_is_read_and_sealed_with_the_next_write()
    {
        var old = Secretive(ChannelType.Webhook);
        await PutAsItIsAsync(old, Token);
        Assert.Contains("secret-", await RawAsync(Token), StringComparison.Ordinal);
        Assert.Equal(old.Settings, Assert.Single(await Store.ListAsync("ada", Token)).Settings);
        Assert.True(await Store.ReplaceAsync(old with { Version = 2 }, 1, Token));
        Assert.DoesNotContain("secret-", await RawAsync(Token), StringComparison.Ordinal);
        Assert.Equal(old.Settings, Assert.Single(await Store.ListAsync("ada", Token)).Settings);
    }

    [Fact]
    public async Task A_secret_whose_key_is_lost_is_not_there_and_may_be_entered_again()
    {
        var entered = await AddAsync(Secretive(ChannelType.Webhook));
        LoseKeys();
        var found = (await AnotherReplica.FindAsync("ada", entered.Id, Token))!;
        Assert.Equal(entered.Settings["url"], found.Required("url"));
        Assert.True(Assert.Throws<ChannelException>(() => found.Required("secret")).IsPermanent);
        Assert.True(await AnotherReplica.ReplaceAsync(entered with { Version = 2 }, 1, Token));
        // The first replica has read its keys before there was this one.
        Assert.Equal(entered.Settings, (await Store.FindAsync("ada", entered.Id, Token))!.Settings);
    }

    private static Channel Secretive(ChannelType type) => Some.Channel($"{type}") with
    {
        Type = type,
        Settings = ChannelFields.Of(type).ToDictionary(field => field.Name, field => $"{(field.Secret ? "secret" : "open")}-{field.Name}"),
    };

    private async Task<Channel> AddAsync(Channel channel)
    {
        Assert.True(await Store.AddAsync(channel, Token));
        return channel;
    }

    private async Task<string?> NameAsync(string userId, string id) => (await Store.FindAsync(userId, id, Token))?.Name;

    private async Task<ChannelHealth?> HealthAsync() => (await Store.FindAsync("ada", "a", Token))?.Health;

    private static string Json(Channel channel) => JsonSerializer.Serialize(channel, ContractJson.Options);
}
