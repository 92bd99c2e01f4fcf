using Microsoft.Extensions.Logging.Abstractions;
using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Auth;
using SubTracker.ApiService.Storage.Mongo;
using SubTracker.Tests.Faults;

namespace SubTracker.Tests.Storage;

/// <summary>The schema is made at the start of any number of replicas, once.</summary>
public sealed class MongoSchemaTests(MongoEngine engine) : IClassFixture<MongoEngine>, IAsyncLifetime
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IMongoCollection<BsonDocument> Locks => engine.Database.GetCollection<BsonDocument>(MongoSchema.Locks.Name);

    /// <summary>A database without anything in it.</summary>
    public async ValueTask InitializeAsync() =>
        await engine.Database.Client.DropDatabaseAsync(engine.Database.DatabaseNamespace.DatabaseName, Token);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Many_replicas_start_at_once_and_every_collection_has_its_indexes()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartAsync()));
        foreach (var collection in MongoSchema.Collections)
        {
            var indexes = await ListIndexesAsync(collection);
            Assert.Equal(collection.Indexes.Select(i => i.Name).Append("_id_").Order(), indexes.Select(i => i["name"].AsString).Order());
        }
        Assert.Equal(new BsonDocument { ["_id"] = "schema", ["version"] = MongoSchema.Version }, await LockAsync());
    }

    [Fact]
    public async Task What_expires_is_the_server_s_to_delete_at_the_instant_in_its_document()
    {
        await StartAsync();
        List<string> expiring = [];
        foreach (var collection in MongoSchema.Collections)
            foreach (var index in await ListIndexesAsync(collection))
                if (index.TryGetValue("expireAfterSeconds", out var seconds))
                {
                    var field = Assert.Single(index["key"].AsBsonDocument).Name;
                    expiring.Add($"{collection.Name}.{field} after {seconds.ToInt64()} s");
                    // What is no date would never be deleted: no such document comes in.
                    Assert.Equal("date", BsonDocument.Parse(collection.Required)[field]);
                }
        Assert.Equal(["idempotencyKeys.expiresAt after 0 s", "sessions.expiresAt after 0 s"], expiring.Order());
    }

    // MongoDB looks once a minute, the stand-in more often.
    [Fact]
    public async Task What_has_expired_is_gone_within_minutes_and_nothing_else()
    {
        await StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        var sessions = engine.Store<ISessionStore>();
        foreach (var (id, expiresAt) in new Dictionary<string, DateTimeOffset> { ["over"] = now.AddSeconds(-1), ["good"] = now.AddDays(1) })
            await sessions.AddAsync(new(id, UserId: id, "family", "secret", Rotates: true, now, now, expiresAt), Token);
        await ServiceProcess.UntilAsync(async () => await sessions.FindAsync("over", Token) is null);
        Assert.NotNull(await sessions.FindAsync("good", Token));
    }

    [Fact]
    public async Task A_document_that_lacks_what_every_document_has_is_refused()
    {
        await StartAsync();
        var refused = await Assert.ThrowsAsync<MongoWriteException>(() => engine.Database.GetCollection<BsonDocument>(MongoSchema.Users.Name)
            .InsertOneAsync(new BsonDocument { ["_id"] = "ada", ["email"] = "ada@example.org" }, cancellationToken: Token));
        Assert.Equal(121, refused.WriteError.Code);
    }

    [Fact]
    public async Task Where_the_holder_of_the_lock_died_the_next_one_does_it()
    {
        await Locks.InsertOneAsync(
            new() { ["_id"] = "schema", ["holder"] = "died", ["until"] = TimeProvider.System.GetUtcNow().AddSeconds(-1).UtcDateTime }, cancellationToken: Token);
        await StartAsync();
        Assert.Equal(MongoSchema.Version, (await LockAsync())["version"]);
    }

    [Fact]
    public async Task An_older_replica_leaves_what_a_newer_one_has_made()
    {
        var newer = new BsonDocument { ["_id"] = "schema", ["version"] = MongoSchema.Version + 1 };
        await Locks.InsertOneAsync(newer, cancellationToken: Token);
        await StartAsync();
        Assert.Equal(newer, await LockAsync());
        Assert.Equal([MongoSchema.Locks.Name], await (await engine.Database.ListCollectionNamesAsync(cancellationToken: Token)).ToListAsync(Token));
    }

    private async Task<List<BsonDocument>> ListIndexesAsync(CollectionSchema collection) =>
        await (await engine.Database.GetCollection<BsonDocument>(collection.Name).Indexes.ListAsync(Token)).ToListAsync(Token);

    private Task StartAsync() => new MongoSetup(engine.Database, NullLogger<MongoSetup>.Instance).StartAsync(Token);

    private Task<BsonDocument> LockAsync() => Locks.Find(new BsonDocument("_id", "schema")).SingleAsync(Token);
}
