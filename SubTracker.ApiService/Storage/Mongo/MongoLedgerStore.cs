using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Reminders;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoLedgerStore(IMongoDatabase database) : ILedgerStore
{
    private static readonly BsonDocument s_latestFirst = new() { ["dueAt"] = -1, ["_id"] = -1 };
    private static readonly BsonDocument s_isThere = new("$exists", true);

    private readonly Documents<LedgerRow> _rows = new(database, MongoSchema.Reminders);

    public Task<bool> AddAsync(LedgerRow row, CancellationToken cancellationToken) => _rows.InsertAsync(row.ToBsonDocument(), cancellationToken);

    public Task<bool> ReplaceAsync(LedgerRow row, long expectedVersion, CancellationToken cancellationToken) =>
        _rows.ReplaceAsync(new() { ["_id"] = row.Id, ["version"] = expectedVersion }, row.ToBsonDocument(), cancellationToken);

    public Task<LedgerRow?> FindAsync(string id, CancellationToken cancellationToken) => _rows.FindAsync(new("_id", id), cancellationToken);

    // Behind every id that begins with the same siblings' prefix: '.' follows '-'.
    public Task<IReadOnlyList<LedgerRow>> ListSiblingsAsync(string siblings, CancellationToken cancellationToken) => _rows.ListAsync(
        new("_id", new BsonDocument { ["$gte"] = siblings, ["$lt"] = siblings[..^1] + "." }), new("_id", 1), cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> ListAsync(string subscriptionId, CancellationToken cancellationToken) =>
        _rows.ListAsync(new("subscriptionId", subscriptionId), new() { ["dueAt"] = 1, ["_id"] = 1 }, cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> ListDueAsync(
        DateTimeOffset now, DateTimeOffset farthest, int limit, CancellationToken cancellationToken) => _rows.ListAsync(
        new("$or", new BsonArray
        {
            new BsonDocument("nextAttemptAt", new BsonDocument { ["$exists"] = true, ["$lte"] = now.Bson() }),
            new BsonDocument
            {
                ["nextAttemptAt"] = new BsonDocument { ["$exists"] = true, ["$gt"] = farthest.Bson() },
                ["state"] = new BsonDocument("$ne", nameof(LedgerState.Snoozed)),
            },
        }),
        new() { ["nextAttemptAt"] = 1, ["_id"] = 1 }, cancellationToken, limit);

    public Task<IReadOnlyList<LedgerRow>> ListAsync(LedgerQuery query, CancellationToken cancellationToken)
    {
        var due = new BsonDocument("$gte", (query.DueFrom ?? DateTimeOffset.UnixEpoch).Bson());
        if (query.DueTo is { } to)
            due["$lte"] = to.Bson();
        var filter = new BsonDocument("dueAt", due);
        void Add(string field, BsonValue? value)
        {
            if (value is not null)
                filter[field] = value;
        }

        Add("userId", query.UserId);
        Add("subscriptionId", query.SubscriptionId);
        Add("channel", query.Channel);
        Add("kind", query.Kind?.ToString());
        Add("state", query.States is { } states ? new BsonDocument("$in", new BsonArray(states.Select(state => state.ToString()))) : null);
        if (query.Before is { } before)
            filter["$or"] = new BsonArray
            {
                new BsonDocument("dueAt", new BsonDocument("$lt", before.DueAt.Bson())),
                new BsonDocument { ["dueAt"] = before.DueAt.Bson(), ["_id"] = new BsonDocument("$lt", before.Id) },
            };
        return _rows.ListAsync(filter, s_latestFirst, cancellationToken, query.Limit);
    }

    public async Task<IReadOnlyDictionary<LedgerState, long>> CountAsync(DateTimeOffset dueSince, CancellationToken cancellationToken) =>
        (await _rows.CountByAsync("state", new("dueAt", new BsonDocument("$gte", dueSince.Bson())), cancellationToken))
            .ToDictionary(count => Enum.Parse<LedgerState>(count.Key), count => count.Value);

    public Task<long> CountFailedAsync(DateTimeOffset since, CancellationToken cancellationToken) => _rows.CountAsync(
        new("failedAt", new BsonDocument { ["$exists"] = true, ["$gte"] = since.Bson() }), cancellationToken);

    public Task<long> CountWaitingAsync(CancellationToken cancellationToken) => _rows.CountAsync(new("nextAttemptAt", s_isThere), cancellationToken);

    public async Task<DateTimeOffset?> OldestWaitingAsync(CancellationToken cancellationToken) => await _rows.ListAsync(
        new() { ["nextAttemptAt"] = s_isThere, ["state"] = new BsonDocument("$ne", nameof(LedgerState.Snoozed)) },
        new() { ["dueAt"] = 1, ["_id"] = 1 }, cancellationToken, limit: 1) is [var oldest] ? oldest.DueAt : null;

    public async Task<IReadOnlyList<TimeSpan>> ListLagsAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
    [
        .. from row in await _rows.ListAsync(
               new("sentAt", new BsonDocument { ["$exists"] = true, ["$gte"] = since.Bson() }), new() { ["sentAt"] = -1, ["_id"] = -1 }, cancellationToken, limit)
           select row.SentAt!.Value - row.DueAt,
    ];

    public Task DeleteOfUserAsync(string userId, CancellationToken cancellationToken) => _rows.DeleteAllAsync(new("userId", userId), cancellationToken);
}
