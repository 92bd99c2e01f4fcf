using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Auth;
using SubTracker.Contracts.Auth;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoWebKeyStore(IMongoDatabase database) : IWebKeyStore
{
    private readonly Documents<StoredKey> _keys = new(database, MongoSchema.WebKeys);

    public Task AddAsync(WebKey key, CancellationToken cancellationToken) =>
        _keys.InsertAsync(new() { ["_id"] = key.Name, ["xml"] = key.Xml }, cancellationToken);

    // All of them, and there are few: a new one every ninety days.
    public async Task<IReadOnlyList<WebKey>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await _keys.ListAsync(new("_id", new BsonDocument("$gt", "")), new("_id", 1), cancellationToken)).Select(k => new WebKey(k.Id, k.Xml))];

    private sealed record StoredKey(string Id, string Xml);
}
