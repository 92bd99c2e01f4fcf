using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Storage.Mongo;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Platform;

/// <summary>Where a host of the tests keeps its data: SQLite in its folder, or a MongoDB database of its own where <see cref="Variable"/> says so.</summary>
internal sealed class HostStorage : IAsyncDisposable
{
    private const string Variable = "SUBTRACKER_TEST_ENGINE";

    private static readonly bool s_isMongo = Environment.GetEnvironmentVariable(Variable) == "mongodb";

    public HostStorage()
    {
        if (!s_isMongo)
            return;
        ConnectionString = MongoEngine.NewDatabase();
        Assert.SkipWhen(ConnectionString is null, MongoEngine.Missing);
    }

    /// <summary><c>null</c> for SQLite.</summary>
    public string? ConnectionString { get; }

    public Dictionary<string, string?> Settings => ConnectionString is null ? [] : new() { ["ConnectionStrings:subtracker"] = ConnectionString };

    /// <summary>To be called when a host has started whose clock is not the server's.</summary>
    public static Task KeepExpiredAsync(IServiceProvider services) =>
        services.GetService<IMongoDatabase>() is { } database ? MongoEngine.KeepExpiredAsync(database) : Task.CompletedTask;

    /// <summary>Everything that is stored, as text to search in.</summary>
    public string Read(string dataFolder)
    {
        if (ConnectionString is null)
            return string.Concat(Directory.GetFiles(dataFolder).Select(ReadShared));
        var database = MongoStorage.Open(ConnectionString);
        var documents = MongoSchema.Collections.SelectMany(c => database.GetCollection<BsonDocument>(c.Name).Find(new BsonDocument()).ToEnumerable());
        return string.Concat(documents.Select(document => document.ToJson()));
    }

    public async ValueTask DisposeAsync()
    {
        if (ConnectionString is not null && MongoStorage.Open(ConnectionString) is { DatabaseNamespace.DatabaseName: var name } database)
            await database.Client.DropDatabaseAsync(name);
    }

    private static string ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
