using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Auth;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoSessionStore(IMongoDatabase database) : ISessionStore
{
    private readonly Documents<Session> _sessions = new(database, MongoSchema.Sessions);

    public async Task AddAsync(Session session, CancellationToken cancellationToken)
    {
        await _sessions.DeleteAllAsync(
            new() { ["userId"] = session.UserId, ["expiresAt"] = new BsonDocument("$lte", session.CreatedAt.Bson()) }, cancellationToken);
        await _sessions.InsertAsync(session.ToBsonDocument(), cancellationToken);
    }

    public Task<Session?> FindAsync(string id, CancellationToken cancellationToken) => _sessions.FindAsync(new("_id", id), cancellationToken);

    public Task<bool> ReplaceAsync(Session session, string expectedSecretHash, CancellationToken cancellationToken) =>
        _sessions.ReplaceAsync(
            new() { ["_id"] = session.Id, ["secretHash"] = expectedSecretHash }, session.ToBsonDocument(), cancellationToken);

    public Task RevokeAsync(string id, CancellationToken cancellationToken) => _sessions.DeleteAsync(new("_id", id), cancellationToken);

    public Task RevokeAllAsync(string userId, CancellationToken cancellationToken) =>
        _sessions.DeleteAllAsync(new("userId", userId), cancellationToken);
}
