using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Reminders;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoReminderLedger(IMongoDatabase database) : IReminderLedger
{
    private static readonly string[] s_whatMoves = ["state", "claimedUntil", "attempts", "nextAttemptAt", "sentAt", "late", "reason"];

    private readonly Documents<LedgerRow> _rows = new(database, MongoSchema.Reminders);

    public async Task<Claim> ClaimAsync(LedgerRow row, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var claimable = new BsonDocument
        {
            ["_id"] = row.Id,
            ["$or"] = new BsonArray
            {
                new BsonDocument("state", nameof(LedgerState.Failed)),
                new BsonDocument { ["state"] = nameof(LedgerState.Claimed), ["claimedUntil"] = new BsonDocument("$lte", now.Bson()) },
            },
        };
        var claimed = await _rows.UpsertAsync(claimable, new()
        {
            ["$setOnInsert"] = WhatStays(row).Add("late", false),
            ["$set"] = new BsonDocument
            {
                ["state"] = nameof(LedgerState.Claimed),
                ["claimedUntil"] = until.Bson(),
                ["nextAttemptAt"] = until.Bson(),
            },
            ["$inc"] = new BsonDocument("attempts", 1),
        }, cancellationToken);
        if (claimed is not null)
            return new(ClaimResult.Ours, claimed["attempts"].AsInt32 - 1);
        var found = await _rows.FindAsync(new("_id", row.Id), cancellationToken);
        return new(found?.State is LedgerState.Sent or LedgerState.Skipped ? ClaimResult.Done : ClaimResult.Held);
    }

    public Task MarkSentAsync(string id, DateTimeOffset at, bool late, CancellationToken cancellationToken) => _rows.UpdateAsync(
        new("_id", id),
        new()
        {
            ["$set"] = new BsonDocument
            {
                ["state"] = nameof(LedgerState.Sent),
                ["sentAt"] = at.Bson(),
                ["late"] = late
            },
            ["$unset"] = new BsonDocument
            {
                ["claimedUntil"] = "",
                ["nextAttemptAt"] = "",
                ["reason"] = ""
            },
        },
        cancellationToken);

    public Task MarkFailedAsync(string id, string reason, DateTimeOffset again, CancellationToken cancellationToken) => _rows.UpdateAsync(
        new() { ["_id"] = id, ["state"] = nameof(LedgerState.Claimed) },
        new()
        {
            ["$set"] = new BsonDocument
            {
                ["state"] = nameof(LedgerState.Failed),
                ["reason"] = reason,
                ["nextAttemptAt"] = again.Bson()
            },
            ["$unset"] = new BsonDocument("claimedUntil", ""),
        },
        cancellationToken);

    public Task SkipAsync(LedgerRow row, string reason, CancellationToken cancellationToken) => _rows.UpsertAsync(
        new() { ["_id"] = row.Id, ["state"] = nameof(LedgerState.Failed) },
        new()
        {
            ["$setOnInsert"] = WhatStays(row).Add("attempts", 0).Add("late", false),
            ["$set"] = new BsonDocument
            {
                ["state"] = nameof(LedgerState.Skipped),
                ["reason"] = reason
            },
            ["$unset"] = new BsonDocument("nextAttemptAt", ""),
        },
        cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> ListDueForRetryAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        _rows.ListAsync(
            new("nextAttemptAt", new BsonDocument { ["$exists"] = true, ["$lte"] = now.Bson() }), new() { ["nextAttemptAt"] = 1, ["_id"] = 1 }, cancellationToken, limit);

    public Task<IReadOnlyList<LedgerRow>> ListAsync(string subscriptionId, CancellationToken cancellationToken) =>
        _rows.ListAsync(new("subscriptionId", subscriptionId), new() { ["dueAt"] = 1, ["_id"] = 1 }, cancellationToken);

    private static BsonDocument WhatStays(LedgerRow row)
    {
        var document = row.ToBsonDocument();
        document.Remove("_id");
        foreach (var field in s_whatMoves)
            document.Remove(field);
        return document;
    }
}
