using MongoDB.Bson;
using MongoDB.Driver;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>A collection whose documents are records of ours, with what is searched beside them.</summary>
internal sealed class Documents<T>(IMongoDatabase database, CollectionSchema schema) where T : class
{
    // The driver asks for 101 documents first, and then once more for the rest; a server sends 16 MB at most whatever it is asked.
    private const int AtOnce = 10_000;

    private readonly IMongoCollection<BsonDocument> _collection = database.GetCollection<BsonDocument>(schema.Name);

    public async Task<T?> FindAsync(BsonDocument filter, CancellationToken cancellationToken) =>
        await _collection.Find(filter).As<T>().FirstOrDefaultAsync(cancellationToken);

    /// <param name="sort">Unambiguous, where the answer is cut.</param>
    /// <param name="fields">What is read of each document; all of it where there are none.</param>
    /// <param name="index">The name of the one to take, where the server is not to choose.</param>
    public async Task<IReadOnlyList<T>> ListAsync(
        BsonDocument filter, BsonDocument? sort, CancellationToken cancellationToken, int? limit = null, int skip = 0, BsonDocument? fields = null,
        string? index = null)
    {
        var found = _collection.Find(filter, new() { Hint = index, BatchSize = AtOnce }).Sort(sort).Skip(skip).Limit(limit);
        return await (fields is null ? found.As<T>() : found.Project<T>(fields)).ToListAsync(cancellationToken);
    }

    /// <summary>A page, and how many there are in all; behind the last page nothing is looked for.</summary>
    public async Task<(IReadOnlyList<T> Page, long Total)> PageAsync(
        BsonDocument filter, BsonDocument sort, int page, int limit, CancellationToken cancellationToken)
    {
        var total = await CountAsync(filter, cancellationToken);
        var skip = (page - 1L) * limit;
        if (skip >= total)
            return ([], total);
        if (skip <= total / 2)
            return (await ListAsync(filter, sort, cancellationToken, limit, (int)skip), total);
        // Nearer to the end, it is counted from there: the last page costs what the first one does.
        var length = (int)Math.Min(limit, total - skip);
        var backwards = new BsonDocument(sort.Select(by => new BsonElement(by.Name, -by.Value.AsInt32)));
        return ([.. (await ListAsync(filter, backwards, cancellationToken, length, (int)(total - skip - length))).Reverse()], total);
    }

    /// <summary>How many documents have which value of a field.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountByAsync(string field, BsonDocument filter, CancellationToken cancellationToken)
    {
        var groups = await _collection.Aggregate()
            .Match(filter)
            .Group(new BsonDocument { ["_id"] = $"${field}", ["count"] = new BsonDocument("$sum", 1L) })
            .ToListAsync(cancellationToken);
        return groups.ToDictionary(group => group["_id"].AsString, group => group["count"].ToInt64());
    }

    public Task<long> CountAsync(BsonDocument filter, CancellationToken cancellationToken) =>
        _collection.CountDocumentsAsync(filter, cancellationToken: cancellationToken);

    /// <summary>All there are, as the collection's own figures have it: after a crash of the server it may be a little wrong, and it costs nothing.</summary>
    public Task<long> CountAllAsync(CancellationToken cancellationToken) =>
        _collection.EstimatedDocumentCountAsync(cancellationToken: cancellationToken);

    /// <returns>Whether it was new: of its id, and of everything else that only one may have.</returns>
    public Task<bool> InsertAsync(BsonDocument document, CancellationToken cancellationToken) => UnlessTakenAsync(async () =>
    {
        await _collection.InsertOneAsync(document, cancellationToken: cancellationToken);
        return true;
    });

    /// <summary>Those whose ids are new; the others stay as they are.</summary>
    public async Task InsertNewAsync(IReadOnlyList<BsonDocument> documents, CancellationToken cancellationToken)
    {
        if (documents.Count == 0)
            return;
        try
        {
            await _collection.InsertManyAsync(documents, new() { IsOrdered = false }, cancellationToken);
        }
        catch (MongoBulkWriteException e) when (e.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey))
        {
            // Not in order, so that every other one was tried.
        }
    }

    /// <summary>In place of what was there under its id, if anything was.</summary>
    public Task PutAsync(BsonDocument document, CancellationToken cancellationToken) =>
        _collection.ReplaceOneAsync(new BsonDocument("_id", document["_id"]), document, new ReplaceOptions { IsUpsert = true }, cancellationToken);

    /// <returns>Whether a document was found that fits the filter.</returns>
    public async Task<bool> ReplaceAsync(BsonDocument filter, BsonDocument document, CancellationToken cancellationToken) =>
        (await _collection.ReplaceOneAsync(filter, document, cancellationToken: cancellationToken)).MatchedCount == 1;

    /// <returns>Whether a document was found that fits the filter.</returns>
    public async Task<bool> UpdateAsync(BsonDocument filter, BsonDocument update, CancellationToken cancellationToken) =>
        (await _collection.UpdateOneAsync(filter, update, cancellationToken: cancellationToken)).MatchedCount == 1;

    /// <summary>As <see cref="UpdateAsync"/>, where the new document depends on the old one.</summary>
    /// <param name="stage">Of a pipeline: an expression sees the document's own fields.</param>
    public async Task<bool> TransformAsync(BsonDocument filter, BsonDocument stage, CancellationToken cancellationToken)
    {
        var update = Builders<BsonDocument>.Update.Pipeline(new[] { stage });
        return (await _collection.UpdateOneAsync(filter, update, cancellationToken: cancellationToken)).MatchedCount == 1;
    }

    /// <returns>The document as it is now, made where there was none of the filter's id; <c>null</c> where there is one that does not fit.</returns>
    public async Task<BsonDocument?> UpsertAsync(BsonDocument filter, BsonDocument update, CancellationToken cancellationToken)
    {
        BsonDocument? after = null;
        await UnlessTakenAsync(async () =>
        {
            after = await _collection.FindOneAndUpdateAsync<BsonDocument>(
                filter, update, new() { IsUpsert = true, ReturnDocument = ReturnDocument.After }, cancellationToken);
            return true;
        });
        return after;
    }

    public Task UpdateAllAsync(BsonDocument filter, BsonDocument update, CancellationToken cancellationToken) =>
        _collection.UpdateManyAsync(filter, update, cancellationToken: cancellationToken);

    /// <summary>Each by itself, in no order, on one way there and back.</summary>
    public Task UpdateEachAsync(IEnumerable<(BsonDocument Filter, BsonDocument Update)> updates, CancellationToken cancellationToken) =>
        _collection.BulkWriteAsync(
            updates.Select(u => new UpdateOneModel<BsonDocument>(u.Filter, u.Update)), new BulkWriteOptions { IsOrdered = false }, cancellationToken);

    /// <summary>Each by itself, in no order, on one way there and back. What is to be inserted and is there already stays as it is.</summary>
    public async Task WriteEachAsync(IReadOnlyList<WriteModel<BsonDocument>> writes, CancellationToken cancellationToken)
    {
        if (writes.Count == 0)
            return;
        try
        {
            await _collection.BulkWriteAsync(writes, new BulkWriteOptions { IsOrdered = false }, cancellationToken);
        }
        catch (MongoBulkWriteException e) when (e.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey))
        {
            // Not in order, so that every other one was tried.
        }
    }

    public async Task<bool> DeleteAsync(BsonDocument filter, CancellationToken cancellationToken) =>
        (await _collection.DeleteOneAsync(filter, cancellationToken)).DeletedCount == 1;

    public Task DeleteAllAsync(BsonDocument filter, CancellationToken cancellationToken) => _collection.DeleteManyAsync(filter, cancellationToken);

    private static async Task<bool> UnlessTakenAsync(Func<Task<bool>> write)
    {
        try
        {
            return await write();
        }
        catch (MongoWriteException e) when (e.WriteError.Category == ServerErrorCategory.DuplicateKey)
        {
            return false;
        }
        catch (MongoCommandException e) when (e.Code == 11000)
        {
            return false;
        }
    }
}
