using System.Globalization;
using System.Xml.Linq;
using Microsoft.Extensions.Logging.Abstractions;
using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Storage.Mongo;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.ApiService.Storage.Migration;

/// <summary>
/// Moves the database of a data folder into an empty MongoDB. The folder stays as it is; whoever calls holds it, so that nothing changes
/// meanwhile. Cut off at any moment, it goes on where it was; it is done when every document is there, compared byte by byte through a hash.
/// </summary>
public sealed class StorageMigration : IDisposable
{
    private const int Batch = 500;

    private readonly Database _from;
    private readonly IMongoDatabase _to;
    private readonly Progress _progress;
    private readonly string _folder;
    private readonly TextWriter _tell;

    /// <exception cref="InvalidOperationException">The connection string is none; the message says what one looks like.</exception>
    public StorageMigration(string folder, string connectionString, TextWriter tell)
    {
        (_folder, _tell) = (folder, tell);
        _to = MongoStorage.Open(connectionString);
        _progress = new(_to);
        _from = SqliteStorage.Open(folder);
    }

    /// <returns>Whether everything is there.</returns>
    public async Task<bool> RunAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        await new MongoSetup(_to, NullLogger<MongoSetup>.Instance).PrepareAsync(cancellationToken);
        if (await BeginAsync(clock, cancellationToken) is not { } state)
            return false;
        var tables = MovedTables.All(state.Day);
        await MoveSealKeysAsync(cancellationToken);
        foreach (var table in tables)
            await MoveAsync(table, state.Rows(table), cancellationToken);
        foreach (var table in tables)
            if (!await IsThereAsync(table, cancellationToken))
                return false;
        await _progress.FinishAsync(cancellationToken);
        return true;
    }

    public void Dispose() => _from.Dispose();

    /// <returns><c>null</c> where the database has other data, or has everything already.</returns>
    private async Task<Progress.State?> BeginAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var state = await _progress.FindAsync(cancellationToken);
        if (state is { Finished: false } && state.From == _folder)
        {
            await _tell.WriteLineAsync("Going on where it was cut off.");
            return state;
        }
        foreach (var collection in MongoSchema.Collections.Where(c => c != MongoSchema.Locks))
            if (await Documents(collection).Find(new BsonDocument()).AnyAsync(cancellationToken))
            {
                await _tell.WriteLineAsync(state is { Finished: true } && state.From == _folder
                    ? "This folder has been moved there before; nothing was changed."
                    : $"The database {_to.DatabaseNamespace.DatabaseName} has data already; name an empty one. Nothing was changed.");
                return null;
            }
        // Yesterday, so that it is nobody's tomorrow: what has passed since is rolled when it is asked for.
        state = new(_folder, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1));
        await _progress.BeginAsync(state, cancellationToken);
        return state;
    }

    /// <summary>Secrets are moved as they are, sealed; what opens them goes before them.</summary>
    private Task MoveSealKeysAsync(CancellationToken cancellationToken)
    {
        var keys = DatabaseFile.SealKeys(_folder);
        return keys.Exists
            ? new Documents<BsonDocument>(_to, MongoSchema.SealKeys).InsertNewAsync(
                [.. keys.GetFiles("*.xml").Select(file => MongoSealKeys.DocumentOf(XElement.Load(file.FullName), Path.GetFileNameWithoutExtension(file.Name)))],
                cancellationToken)
            : Task.CompletedTask;
    }

    private async Task MoveAsync(MovedTable table, long moved, CancellationToken cancellationToken)
    {
        var to = new Documents<BsonDocument>(_to, table.Collection);
        while (await table.ReadAsync(_from, moved, Batch, cancellationToken) is { Count: > 0 } documents)
        {
            // A batch that was cut off is there in part: what is there stays.
            await to.InsertNewAsync(documents, cancellationToken);
            moved += documents.Count;
            await _progress.MovedAsync(table, moved, cancellationToken);
        }
        if (moved > 0)
            await _tell.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {moved} moved"));
    }

    private async Task<bool> IsThereAsync(MovedTable table, CancellationToken cancellationToken)
    {
        var there = new Fingerprint();
        using (var cursor = await Documents(table.Collection).Find(new BsonDocument()).ToCursorAsync(cancellationToken))
            while (await cursor.MoveNextAsync(cancellationToken))
                foreach (var document in cursor.Current)
                    there.Add(document);
        var here = new Fingerprint();
        while (await table.ReadAsync(_from, here.Count, Batch, cancellationToken) is { Count: > 0 } documents)
            foreach (var document in documents)
                here.Add(document);
        var same = here.ToString() == there.ToString();
        await _tell.WriteLineAsync(same
            ? $"{table.Name}: the same here and there, {here}"
            : $"{table.Name}: DIFFERENT. Here: {here}. There: {there}. Was the folder used meanwhile? Drop the database {_to.DatabaseNamespace.DatabaseName} and start again.");
        return same;
    }

    private IMongoCollection<BsonDocument> Documents(CollectionSchema collection) => _to.GetCollection<BsonDocument>(collection.Name);
}
