using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Platform;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoIdempotencyStore(IMongoDatabase database) : IIdempotencyStore
{
    private readonly Documents<KeyDocument> _keys = new(database, MongoSchema.IdempotencyKeys);

    public async Task<KeyClaim> ClaimAsync(
        KeyedRequest request, DateTimeOffset now, DateTimeOffset heldUntil, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        // The server deletes what has expired within a minute or two; a key is forgotten on time all the same.
        await _keys.DeleteAsync(new() { ["_id"] = IdOf(request), ["expiresAt"] = new BsonDocument("$lte", now.Bson()) }, cancellationToken);
        var claimed = await _keys.UpsertAsync(
            Unanswered(request).Add("heldUntil", new BsonDocument("$lte", now.Bson())),
            new()
            {
                ["$setOnInsert"] = new BsonDocument { ["userId"] = request.UserId, ["startedAt"] = now.Bson(), ["expiresAt"] = expiresAt.Bson() },
                ["$set"] = new BsonDocument("heldUntil", heldUntil.Bson()),
            },
            cancellationToken);
        if (claimed is not null)
            return new(KeyClaimResult.Ours, new DateTimeOffset(claimed["startedAt"].ToUniversalTime()));
        var found = await _keys.FindAsync(new("_id", IdOf(request)), cancellationToken);
        if (found is not null && found.Fingerprint != request.Fingerprint)
            return new(KeyClaimResult.OtherRequest);
        return found?.Answer is { } answer ? new(KeyClaimResult.Answered, Answer: answer) : new(KeyClaimResult.InProgress);
    }

    public Task SaveAnswerAsync(KeyedRequest request, StoredAnswer answer, CancellationToken cancellationToken) => _keys.UpdateAsync(
        Unanswered(request), new("$set", new BsonDocument("answer", answer.ToBsonDocument())), cancellationToken);

    public Task ReleaseAsync(KeyedRequest request, DateTimeOffset heldUntil, CancellationToken cancellationToken) => _keys.UpdateAsync(
        Unanswered(request).Add("heldUntil", heldUntil.Bson()), new("$set", new BsonDocument("heldUntil", DateTimeOffset.UnixEpoch.Bson())), cancellationToken);

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) => _keys.DeleteAllAsync(new("userId", userId), cancellationToken);

    private static BsonDocument Unanswered(KeyedRequest request) => new()
    {
        ["_id"] = IdOf(request),
        ["fingerprint"] = request.Fingerprint,
        ["answer"] = new BsonDocument("$exists", false),
    };

    private static string IdOf(KeyedRequest request) => $"{request.UserId}\n{request.Key}";

    private sealed record KeyDocument(string Id, string UserId, string Fingerprint, DateTimeOffset StartedAt, StoredAnswer? Answer);
}
