using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Storage.Mongo;

namespace SubTracker.ApiService.Storage.Migration;

/// <summary>How far a migration is, kept in the database that it moves to: it goes on where it was cut off, and nobody serves half of it.</summary>
internal sealed class Progress(IMongoDatabase database)
{
    private const string Id = "migration";

    private readonly Documents<State> _state = new(database, MongoSchema.Locks);

    /// <summary><c>null</c> where none was ever begun.</summary>
    public Task<State?> FindAsync(CancellationToken cancellationToken) => _state.FindAsync(new("_id", Id), cancellationToken);

    public Task BeginAsync(State state, CancellationToken cancellationToken) =>
        _state.PutAsync(new BsonDocument("_id", Id).AddRange(state.ToBsonDocument()), cancellationToken);

    public Task MovedAsync(MovedTable table, long rows, CancellationToken cancellationToken) =>
        _state.UpdateAsync(new("_id", Id), new("$set", new BsonDocument($"moved.{table.Name}", rows)), cancellationToken);

    public Task FinishAsync(CancellationToken cancellationToken) =>
        _state.UpdateAsync(new("_id", Id), new("$set", new BsonDocument("finished", true)), cancellationToken);

    /// <param name="From">The folder.</param>
    /// <param name="Day">The day it began: whenever it goes on, it makes the same documents.</param>
    /// <param name="Moved">How many rows of each table.</param>
    internal sealed record State(string From, DateOnly Day, bool Finished = false, BsonDocument? Moved = null)
    {
        public long Rows(MovedTable table) => Moved is not null && Moved.TryGetValue(table.Name, out var rows) ? rows.ToInt64() : 0;
    }
}
