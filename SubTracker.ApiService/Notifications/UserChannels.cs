using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Notifications;

/// <summary>A user's channels, with the built-in one that need not be stored.</summary>
internal sealed class UserChannels(IChannelStore store)
{
    /// <summary>All of them, the built-in one first.</summary>
    public async Task<IReadOnlyList<Channel>> ListAsync(User user, CancellationToken cancellationToken)
    {
        var stored = await store.ListAsync(user.Id, cancellationToken);
        var builtIn = stored.FirstOrDefault(channel => channel.IsBuiltIn) ?? Channel.BuiltIn(user);
        return [AtItsAddress(builtIn, user), .. stored.Where(channel => !channel.IsBuiltIn)];
    }

    public async Task<Channel?> FindAsync(User user, string id, CancellationToken cancellationToken) =>
        await store.FindAsync(user.Id, id, cancellationToken) is { } stored ? AtItsAddress(stored, user)
        : id == Channel.BuiltInId ? Channel.BuiltIn(user)
        : null;

    /// <summary>Those that a message goes to: of the chosen ones, or of all where none is chosen or none of the chosen is left.</summary>
    public async Task<IReadOnlyList<Channel>> ToTellAsync(User user, IReadOnlyList<string>? chosen, CancellationToken cancellationToken) =>
        ToTell(await ListAsync(user, cancellationToken), chosen);

    public static IReadOnlyList<Channel> ToTell(IReadOnlyList<Channel> all, IReadOnlyList<string>? chosen)
    {
        // A fall-back whose channel is gone stands on its own: better one message too many than none.
        var usual = all.Where(c => c.Enabled && all.All(other => other.Id != c.FallbackFor)).ToList();
        var wanted = chosen is null ? [] : usual.Where(c => chosen.Contains(c.Id)).ToList();
        return wanted.Count > 0 ? wanted : usual;
    }

    // The account's address may have changed since the channel was stored.
    private static Channel AtItsAddress(Channel channel, User user) =>
        channel.IsBuiltIn ? channel with { Settings = Channel.BuiltIn(user).Settings } : channel;
}
