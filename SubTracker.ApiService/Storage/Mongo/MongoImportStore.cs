using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Transfer;
using SubTracker.Contracts;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoImportStore(IMongoDatabase database) : IImportStore
{
    private readonly Documents<Import> _imports = new(database, MongoSchema.Imports);
    private readonly Documents<Batch> _batches = new(database, MongoSchema.ImportBatches);
    private readonly Documents<Report> _reports = new(database, MongoSchema.ImportReports);

    public Task AddAsync(Import import, CancellationToken cancellationToken) => _imports.InsertAsync(DocumentOf(import), cancellationToken);

    public Task<bool> ReplaceAsync(Import import, long expectedVersion, CancellationToken cancellationToken) =>
        _imports.ReplaceAsync(new() { ["_id"] = import.Id, ["version"] = expectedVersion }, DocumentOf(import), cancellationToken);

    public Task<Import?> FindOwnedAsync(string id, string userId, CancellationToken cancellationToken) =>
        _imports.FindAsync(new() { ["_id"] = id, ["userId"] = userId }, cancellationToken);

    public Task<IReadOnlyList<Import>> ListAsync(string userId, CancellationToken cancellationToken) =>
        _imports.ListAsync(new("userId", userId), new() { ["at"] = -1, ["_id"] = -1 }, cancellationToken);

    public Task<IReadOnlyList<Import>> ListAbandonedAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        _imports.ListAsync(
            new() { ["unfinished"] = true, ["leaseUntil"] = new BsonDocument("$lte", now.Bson()) },
            new() { ["leaseUntil"] = 1, ["_id"] = 1 }, cancellationToken, limit);

    public Task AddBatchAsync(string importId, int number, IReadOnlyList<ImportChange> changes, CancellationToken cancellationToken) =>
        _batches.InsertAsync(DocumentOf(importId, number, changes), cancellationToken);

    public async Task<IReadOnlyList<ImportChange>> ListBatchAsync(string importId, int number, CancellationToken cancellationToken) =>
        await _batches.FindAsync(new("_id", BatchId(importId, number)), cancellationToken) is { } batch ? batch.Changes : [];

    // As the text that is answered: nobody searches in it.
    public Task AddReportAsync(string importId, ImportReport report, CancellationToken cancellationToken) =>
        _reports.InsertAsync(new() { ["_id"] = importId, ["json"] = JsonSerializer.Serialize(report, ContractJson.Options) }, cancellationToken);

    public async Task<ImportReport?> FindReportAsync(string importId, CancellationToken cancellationToken) =>
        await _reports.FindAsync(new("_id", importId), cancellationToken) is { } report
            ? JsonSerializer.Deserialize<ImportReport>(report.Json, ContractJson.Options)
            : null;

    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        // Batches and report first: without their import nobody would find them again.
        await _reports.DeleteAsync(new("_id", id), cancellationToken);
        await _batches.DeleteAllAsync(new("importId", id), cancellationToken);
        await _imports.DeleteAsync(new("_id", id), cancellationToken);
    }

    public static BsonDocument DocumentOf(Import import)
    {
        var document = import.ToBsonDocument();
        return import.IsUnfinished ? document.Add("unfinished", true) : document;
    }

    public static BsonDocument DocumentOf(string importId, int number, IReadOnlyList<ImportChange> changes) =>
        new Batch(BatchId(importId, number), importId, changes).ToBsonDocument();

    private static string BatchId(string importId, int number) => $"{importId}-{number}";

    private sealed record Batch(string Id, string ImportId, IReadOnlyList<ImportChange> Changes);

    private sealed record Report(string Id, string Json);
}
