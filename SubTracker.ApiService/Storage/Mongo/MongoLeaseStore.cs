using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Reminders;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoLeaseStore(IMongoDatabase database) : ILeaseStore
{
    private readonly Documents<BsonDocument> _leases = new(database, MongoSchema.Leases);

    public async Task<bool> TakeAsync(
        string name, string holder, DateTimeOffset now, DateTimeOffset until, DateTimeOffset farthest, CancellationToken cancellationToken)
    {
        var free = new BsonDocument
        {
            ["_id"] = name,
            ["$or"] = new BsonArray
            {
                new BsonDocument("holder", holder),
                new BsonDocument("endsAt", new BsonDocument("$lte", now.Bson())),
                new BsonDocument("endsAt", new BsonDocument("$gt", farthest.Bson())),
            },
        };
        var taken = new BsonDocument("$set", new BsonDocument { ["holder"] = holder, ["endsAt"] = until.Bson() });
        return await _leases.UpsertAsync(free, taken, cancellationToken) is not null;
    }

    public Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken) =>
        _leases.DeleteAsync(new() { ["_id"] = name, ["holder"] = holder }, cancellationToken);
}
