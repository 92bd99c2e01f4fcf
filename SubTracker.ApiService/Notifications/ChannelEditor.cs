using System.Text.Json;
using System.Text.Json.Nodes;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications;

/// <summary>What became of a write: the channel as it is now, errors by field, or neither, where there is no such channel.</summary>
internal sealed record ChannelEdit(Channel? Channel, IDictionary<string, string[]>? Errors = null);

/// <summary>Creates and changes channels; the last write wins.</summary>
internal sealed class ChannelEditor(IChannelStore store, UserChannels channels, RequestValidation validation, TimeProvider clock)
{
    private const int MostChannels = 20;

    public async Task<ChannelEdit> CreateAsync(ChannelRequest request, User user, CancellationToken cancellationToken)
    {
        var all = await channels.ListAsync(user, cancellationToken);
        var now = clock.GetUtcNow();
        var channel = Written(request, new Channel
        {
            Id = Id.New(clock),
            UserId = user.Id,
            Type = request.Type,
            Name = request.Name,
            Settings = new Dictionary<string, string>(),
            Version = 0,
            CreatedAt = now,
            UpdatedAt = now,
        });
        if (all.Count > MostChannels)
            return Wrong("type", $"There are {MostChannels} channels already. Delete one that you no longer need.");
        if (FallbackError(channel, all) is { } error)
            return Wrong("fallbackFor", error);
        await store.AddAsync(channel, cancellationToken);
        return new(channel);
    }

    /// <summary>A merge patch on top of what is there, secrets included; its result is held to the rules of a whole body.</summary>
    public async Task<ChannelEdit> PatchAsync(string id, JsonObject patch, User user, CancellationToken cancellationToken)
    {
        while (true)
        {
            var all = await channels.ListAsync(user, cancellationToken);
            if (all.FirstOrDefault(channel => channel.Id == id) is not { } before)
                return new(null);
            var merged = MergePatch.Apply(JsonSerializer.SerializeToNode(before.ToRequest(), ContractJson.Options), patch);
            var request = RequestValidation.Read<ChannelRequest>(merged!);
            if (await validation.ErrorsAsync(request, cancellationToken) is { Count: > 0 } errors)
                return new(null, errors);
            if (request.Type != before.Type)
                return Wrong("type", "A channel keeps its type. Create another one.");
            var after = Written(request, before);
            if (before.IsBuiltIn && after.Setting("address") != before.Setting("address"))
                return Wrong("settings.address", "This channel goes to your account's address. Create another channel for another address.");
            if (FallbackError(after, all) is { } error)
                return Wrong("fallbackFor", error);
            if (before.Version == 0 ? await store.AddAsync(after, cancellationToken) : await store.ReplaceAsync(after, before.Version, cancellationToken))
                return new(after);
        }
    }

    private Channel Written(ChannelRequest request, Channel before) => before with
    {
        Name = request.Name.Trim(),
        Settings = request.Settings
            .Where(setting => !string.IsNullOrWhiteSpace(setting.Value))
            .ToDictionary(setting => setting.Key, setting => setting.Value!.Trim()),
        Enabled = request.Enabled,
        FallbackFor = request.FallbackFor,
        Version = before.Version + 1,
        UpdatedAt = clock.GetUtcNow(),
        Health = ChannelHealth.Good,
    };

    /// <summary>One stands in for one that stands on its own: there are no chains and no circles.</summary>
    private static string? FallbackError(Channel channel, IReadOnlyList<Channel> all)
    {
        if (channel.FallbackFor is null)
            return null;
        if (channel.FallbackFor == channel.Id)
            return "A channel cannot stand in for itself.";
        if (all.FirstOrDefault(other => other.Id == channel.FallbackFor) is not { } main)
            return "You have no channel with this id.";
        if (main.FallbackFor is not null)
            return $"{main.Name} is a fall-back itself; name the channel that it stands in for.";
        return all.FirstOrDefault(other => other.FallbackFor == channel.Id) is { } another
            ? $"{another.Name} stands in for this channel, which therefore cannot be a fall-back."
            : null;
    }

    private static ChannelEdit Wrong(string field, string message) => new(null, new Dictionary<string, string[]> { [field] = [message] });
}
