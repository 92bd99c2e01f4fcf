using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Notifications;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>A channel's id is its user's; in the collection the user's id stands before it.</summary>
internal sealed class MongoChannelStore(IMongoDatabase database, ChannelSeal seal) : IChannelStore
{
    private const string HealthVersion = "health.version";

    private readonly Documents<Channel> _channels = new(database, MongoSchema.Channels);

    public Task<bool> AddAsync(Channel channel, CancellationToken cancellationToken) => _channels.InsertAsync(DocumentOf(seal.Seal(channel)), cancellationToken);

    public async Task<Channel?> FindAsync(string userId, string id, CancellationToken cancellationToken) =>
        await _channels.FindAsync(Key(userId, id), cancellationToken) is { } found ? ChannelOf(found) : null;

    public async Task<IReadOnlyList<Channel>> ListAsync(string userId, CancellationToken cancellationToken) =>
        [.. (await _channels.ListAsync(new("userId", userId), new("_id", 1), cancellationToken)).Select(ChannelOf)];

    public async Task<bool> ReplaceAsync(Channel channel, long expectedVersion, CancellationToken cancellationToken)
    {
        // The health may move on between reading and writing; its version rises over whatever it was.
        while (await FindAsync(channel.UserId, channel.Id, cancellationToken) is { } found && found.Version == expectedVersion)
        {
            var unmoved = Key(channel.UserId, channel.Id).Add("version", expectedVersion).Add(HealthVersion, found.Health.Version);
            if (await _channels.ReplaceAsync(unmoved, DocumentOf(seal.Seal(channel) with { Health = found.Health.Recovered() }), cancellationToken))
                return true;
        }
        return false;
    }

    public Task<bool> ReplaceHealthAsync(
        string userId, string id, ChannelHealth health, long expectedVersion, CancellationToken cancellationToken) => _channels.UpdateAsync(
        Key(userId, id).Add(HealthVersion, expectedVersion),
        new("$set", new BsonDocument("health", health.ToBsonDocument())),
        cancellationToken);

    public Task<bool> DeleteAsync(string userId, string id, CancellationToken cancellationToken) => _channels.DeleteAsync(Key(userId, id), cancellationToken);

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) => _channels.DeleteAllAsync(new("userId", userId), cancellationToken);

    /// <summary>Of a channel whose secrets are sealed.</summary>
    public static BsonDocument DocumentOf(Channel channel) => (channel with { Id = $"{channel.UserId}/{channel.Id}" }).ToBsonDocument();

    private static BsonDocument Key(string userId, string id) => new("_id", $"{userId}/{id}");

    private Channel ChannelOf(Channel stored) => seal.Open(stored) with { Id = stored.Id[(stored.UserId.Length + 1)..] };
}
