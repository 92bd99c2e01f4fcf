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
    private const string Variable = "SUBTRACKER_TEST_MONGO";

    private readonly ConcurrentQueue<BsonDocument> _commands = [];
    private IMongoDatabase? _database;

    /// <summary>Why there is nothing to test with.</summary>
    internal static string Missing => $"{Variable} names no MongoDB to test with, such as mongodb://127.0.0.1:27017";

    internal IMongoDatabase Database
    {
        get
        {
            Assert.SkipWhen(_database is null, Missing);
            return _database;
        }
    }

    /// <summary>A connection string with a database that nobody has; <c>null</c> where there is no server to test with.</summary>
    internal static string? NewDatabase() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server
        ? new MongoUrlBuilder(server) { DatabaseName = $"test_{Guid.NewGuid():n}" }.ToString()
        : null;

    /// <summary>The server's clock is not the tests' clock: nothing expires by itself.</summary>
    internal static async Task KeepExpiredAsync(IMongoDatabase database)
    {
        foreach (var collection in MongoSchema.Collections)
            foreach (var index in collection.Indexes.Where(i => i.Expires))
                await database.GetCollection<BsonDocument>(collection.Name).Indexes.DropOneAsync(index.Name);
    }

    public async ValueTask InitializeAsync()
    {
        if (NewDatabase() is not { } connectionString)
            return;
        _database = MongoStorage.Open(connectionString, settings => settings.ClusterConfigurator =
            cluster => cluster.Subscribe<CommandStartedEvent>(e => _commands.Enqueue(BsonDocument.Parse(e.Command.ToJson()))));
        await new MongoSetup(_database, NullLogger<MongoSetup>.Instance).StartAsync(TestContext.Current.CancellationToken);
        await KeepExpiredAsync(_database);
    }

    /// <summary>A store as one replica has it.</summary>
    internal T Store<T>() where T : class
    {
        var services = new ServiceCollection();
        services.AddSingleton(Database);
        services.AddMongoStores();
        return services.BuildServiceProvider().GetRequiredService<T>();
    }

    /// <summary>The same on an empty database: for the next test.</summary>
    internal T EmptyStore<T>() where T : class
    {
        foreach (var collection in MongoSchema.Collections.Where(c => c != MongoSchema.Locks))
            Database.GetCollection<BsonDocument>(collection.Name).DeleteMany(new BsonDocument());
        return Store<T>();
    }

    /// <summary>The commands that the server is sent by what <paramref name="ask"/> does.</summary>
    internal async Task<IReadOnlyList<BsonDocument>> CommandsOfAsync(Func<Task> ask)
    {
        _commands.Clear();
        await ask();
        return [.. _commands];
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.Client.DropDatabaseAsync(_database.DatabaseNamespace.DatabaseName);
    }
}
