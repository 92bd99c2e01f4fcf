using Microsoft.Data.Sqlite;
using MongoDB.Bson;
using SubTracker.ApiService.Storage.Mongo;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.ApiService.Storage.Migration;

/// <summary>A table of SQLite and the collection that its rows become documents of.</summary>
/// <param name="Columns">What is read of a row.</param>
/// <param name="Key">Its primary key: the order in which rows are moved, the same each time.</param>
internal sealed record MovedTable(string Name, string Columns, string Key, CollectionSchema Collection, Func<SqliteDataReader, BsonDocument> DocumentOf)
{
    /// <summary>Which rows are moved, where it is not all of them.</summary>
    public string Where { get; init; } = "TRUE";

    /// <summary>A table whose rows are a record in the column <c>document</c>, after other columns where they are needed.</summary>
    public static MovedTable Of<T>(string name, string key, CollectionSchema collection, Func<T, SqliteDataReader, BsonDocument> document, string also = "") =>
        new(name, $"document{also}", key, collection, row => document(Document.Read<T>(row, 0), row));

    public Task<IReadOnlyList<BsonDocument>> ReadAsync(Database database, long skip, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync(
            $"SELECT {Columns} FROM {Name} WHERE {Where} ORDER BY {Key} LIMIT $limit OFFSET $skip", [("$limit", limit), ("$skip", skip)], DocumentOf, cancellationToken);
}
