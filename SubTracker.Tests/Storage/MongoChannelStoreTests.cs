using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Storage.Mongo;

namespace SubTracker.Tests.Storage;

public sealed class MongoChannelStoreTests(MongoEngine engine) : ChannelStoreContract, IClassFixture<MongoEngine>
{
    private protected override IChannelStore Store { get; } = engine.EmptyStore<IChannelStore>();

    private protected override IChannelStore AnotherReplica { get; } = engine.Store<IChannelStore>();

    private IMongoCollection<BsonDocument> Documents => engine.Database.GetCollection<BsonDocument>(MongoSchema.Channels.Name);

    private protected override async Task<string> RawAsync(CancellationToken cancellationToken) =>
        string.Concat(await Documents.Find(new BsonDocument()).ToListAsync(cancellationToken));

    private protected override Task PutAsItIsAsync(Channel channel, CancellationToken cancellationToken) =>
        Documents.InsertOneAsync(MongoChannelStore.DocumentOf(channel), cancellationToken: cancellationToken);

    private protected override void LoseKeys() => engine.Database.GetCollection<BsonDocument>(MongoSchema.SealKeys.Name).DeleteMany(new BsonDocument());
}
