using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Storage.Migration;
using SubTracker.ServiceDefaults;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>Makes the database what <see cref="MongoSchema"/> says; of many replicas that start at once one does it and the others wait.</summary>
internal sealed partial class MongoSetup(IMongoDatabase database, ILogger<MongoSetup> logger) : IHostedService
{
    private const int NamespaceExists = 48;

    // Building an index may take longer: then another replica does the same once more, which changes nothing.
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    // Of machines that do not know each other: their own clocks, not the product's.
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly Documents<Lock> _locks = new(database, MongoSchema.Locks);

    /// <exception cref="CannotStartException">The server does not answer, or half of a migration is in the database.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
        }
        catch (Exception unreachable) when (unreachable is TimeoutException or MongoConnectionException)
        {
            // Not the driver's words: they are a page long.
            var servers = string.Join(", ", database.Client.Settings.Servers);
            throw new CannotStartException($"MongoDB does not answer at {servers}: start it, or correct ConnectionStrings__subtracker.");
        }
        if (await new Progress(database).FindAsync(cancellationToken) is { Finished: false })
            throw new CannotStartException(
                $"A migration into the database {database.DatabaseNamespace.DatabaseName} was cut off: run it again, or drop the database.");
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var holder = Guid.NewGuid().ToString("n");
        while (await _locks.FindAsync(new("_id", Lock.Schema), cancellationToken) is not { Version: >= MongoSchema.Version })
        {
            if (await IsOursAsync(holder, cancellationToken))
            {
                await Task.WhenAll(MongoSchema.Collections.Select(c => MakeAsync(c, cancellationToken)));
                await DoneAsync(holder, cancellationToken);
                LogPrepared(database.DatabaseNamespace.DatabaseName, MongoSchema.Version);
                return;
            }
            await Task.Delay(s_pause, _clock, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> IsOursAsync(string holder, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var free = new BsonDocument { ["_id"] = Lock.Schema, ["until"] = new BsonDocument("$not", new BsonDocument("$gt", now.Bson())) };
        var taken = new BsonDocument("$set", new BsonDocument { ["holder"] = holder, ["until"] = (now + s_lease).Bson() });
        return await _locks.UpsertAsync(free, taken, cancellationToken) is not null;
    }

    private async Task DoneAsync(string holder, CancellationToken cancellationToken) => await _locks.UpdateAsync(
        new() { ["_id"] = Lock.Schema, ["holder"] = holder },
        new()
        {
            ["$set"] = new BsonDocument("version", MongoSchema.Version),
            ["$unset"] = new BsonDocument
            {
                ["holder"] = "",
                ["until"] = ""
            },
        },
        cancellationToken);

    private async Task MakeAsync(CollectionSchema collection, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(new() { ["create"] = collection.Name, ["validator"] = collection.Validator() }, cancellationToken);
        }
        catch (MongoCommandException e) when (e.Code == NamespaceExists)
        {
            await RunAsync(new() { ["collMod"] = collection.Name, ["validator"] = collection.Validator() }, cancellationToken);
        }
        if (collection.Indexes.Length > 0)
            await RunAsync(
                new() { ["createIndexes"] = collection.Name, ["indexes"] = new BsonArray(collection.Indexes.Select(i => i.ToBsonDocument())) },
                cancellationToken);
    }

    private async Task RunAsync(BsonDocument command, CancellationToken cancellationToken) =>
        await database.RunCommandAsync<BsonDocument>(command, cancellationToken: cancellationToken);

    [LoggerMessage(LogLevel.Information, "Database {Database} has schema version {Version}")]
    private partial void LogPrepared(string database, int version);

    /// <param name="Version">Of the schema that the database has.</param>
    private sealed record Lock(string Id, int Version = 0)
    {
        public const string Schema = "schema";
    }
}
