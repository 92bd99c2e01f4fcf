using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;
using SubTracker.ApiService.Storage.Mongo;

namespace SubTracker.Tests.Storage;

/// <summary>A database of its own in the MongoDB that <see cref="Variable"/> names, for a class of tests; dropped when they are done.</summary>
public sealed class MongoEngine : IAsyncLifetime
{
    public const string Variable = "SUBTRACKER_TEST_MONGO";

    public static string Missing => $"{Variable} does not name a MongoDB to test with, such as mongodb://127.0.0.1:27017";

    private readonly ConcurrentQueue<BsonDocument> _commands = [];
    private ServiceProvider? _stores;

    /// <summary>A connection string with a new database; <c>null</c> where there is no server to test with.</summary>
    public static string? NewDatabase() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server
        ? new MongoUrlBuilder(server) { DatabaseName = $"test_{Guid.NewGuid():n}" }.ToString()
        : null;

    internal IMongoDatabase Database => _stores!.GetRequiredService<IMongoDatabase>();

    public async ValueTask InitializeAsync()
    {
        if (NewDatabase() is not { } connectionString)
            return;
        var services = new ServiceCollection();
        services.AddSingleton(MongoStorage.Open(connectionString, settings => settings.ClusterConfigurator =
            cluster => cluster.Subscribe<CommandStartedEvent>(e => _commands.Enqueue((BsonDocument)e.Command.DeepClone()))));
        services.AddMongoStores();
        _stores = services.BuildServiceProvider();
        await new MongoSetup(Database, NullLogger<MongoSetup>.Instance).StartAsync(TestContext.Current.CancellationToken);
        await KeepExpiredAsync(Database);
    }

    /// <summary>The server's clock is not the tests' clock: nothing expires by itself.</summary>
    internal static async Task KeepExpiredAsync(IMongoDatabase database)
    {
        foreach (var collection in MongoSchema.Collections)
            foreach (var index in collection.Indexes.Where(i => i.Expires))
                await database.GetCollection<BsonDocument>(collection.Name).Indexes.DropOneAsync(index.Name);
    }

    /// <summary>A store on the database as it is.</summary>
    internal T Store<T>() where T : class
    {
        Assert.SkipWhen(_stores is null, Missing);
        return _stores.GetRequiredService<T>();
    }

    /// <summary>A store on the database, emptied: for one test.</summary>
    internal T EmptyStore<T>() where T : class
    {
        var store = Store<T>();
        foreach (var collection in MongoSchema.Collections.Where(c => c != MongoSchema.Locks))
            Database.GetCollection<BsonDocument>(collection.Name).DeleteMany(new BsonDocument());
        return store;
    }

    /// <summary>The commands that were sent to the server by what <paramref name="ask"/> does.</summary>
    internal async Task<IReadOnlyList<BsonDocument>> CommandsOfAsync(Func<Task> ask)
    {
        _commands.Clear();
        await ask();
        return [.. _commands];
    }

    public async ValueTask DisposeAsync()
    {
        if (_stores is null)
            return;
        await Database.Client.DropDatabaseAsync(Database.DatabaseNamespace.DatabaseName);
        await _stores.DisposeAsync();
    }
}
