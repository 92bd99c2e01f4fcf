using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Admin;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoAdminStore(IMongoDatabase database) : IAdminStore
{
    // Along the index of what is due: every planned run has its moment.
    private static readonly BsonDocument s_planned = new()
    {
        ["plan.state"] = nameof(PlanState.Planned),
        ["plan.dueAt"] = new BsonDocument("$gt", DateTimeOffset.UnixEpoch.Bson()),
    };

    private readonly Documents<User> _users = new(database, MongoSchema.Users);
    private readonly Documents<Subscription> _subscriptions = new(database, MongoSchema.Subscriptions);

    public async Task<InstallationCounts> CountAsync(CancellationToken cancellationToken) => new(
        await _users.CountAllAsync(cancellationToken),
        await _subscriptions.CountAllAsync(cancellationToken),
        await _subscriptions.CountAsync(new("plan.state", nameof(PlanState.Pending)), cancellationToken),
        await _subscriptions.CountAsync(s_planned, cancellationToken));

    public Task<IReadOnlyList<Subscription>> ListSubscriptionsAsync(string after, int limit, CancellationToken cancellationToken) =>
        _subscriptions.ListAsync(new("_id", new BsonDocument("$gt", after)), new("_id", 1), cancellationToken, limit);
}
