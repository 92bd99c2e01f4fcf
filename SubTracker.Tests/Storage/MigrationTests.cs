using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Auth;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Storage;
using SubTracker.ApiService.Storage.Migration;
using SubTracker.ApiService.Storage.Mongo;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.ServiceDefaults;

namespace SubTracker.Tests.Storage;

public sealed class MigrationTests : IAsyncLifetime, IDisposable
{
    private static readonly Dictionary<string, string> s_settings = new() { ["url"] = "https://example.org/hook", ["secret"] = "a secret of sixteen" };

    private readonly SqliteEngine _sqlite = new();
    private readonly StringWriter _told = new();
    private readonly string? _to = MongoEngine.NewDatabase();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IMongoDatabase Target => MongoStorage.Open(_to!);

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(_to is null, MongoEngine.Missing);
        foreach (var id in (string[])["ada", "bob"])
            await _sqlite.Store<IUserStore>().AddAsync(Some.User(id), Token);
        for (var number = 0; number < 600; number++)
            await _sqlite.Store<ISubscriptionStore>().AddAsync(Some.Subscription($"{number:d4}") with { Notes = "$notes. and \"more\"", CreatedAt = Some.Now.AddTicks(7) }, Some.Today, Token);
        await _sqlite.Store<ISessionStore>().AddAsync(
            new("s", "ada", "family", "secret", Rotates: true, Some.Now, Some.Now, TimeProvider.System.GetUtcNow().AddDays(30)), Token);
        await _sqlite.Store<IChannelStore>().AddAsync(Some.Channel("hook") with { Settings = s_settings }, Token);
        await _sqlite.Store<IOutboxStore>().AddAsync(new("m", "ada", "Ada", "ada@example.org", "Subject", "Text", "", Some.Now), Token);
    }

    [Fact]
    public async Task What_was_in_the_folder_is_in_MongoDB_and_is_moved_once()
    {
        Assert.True(await MoveAsync(), _told.ToString());
        Assert.Contains("subscriptions: 600 moved", _told.ToString(), StringComparison.Ordinal);

        var there = await new MongoSubscriptionStore(Target).FindOwnedAsync("0042", "ada", Token);
        var here = await _sqlite.Store<ISubscriptionStore>().FindOwnedAsync("0042", "ada", Token);
        Assert.Equal((here!.Notes, here.Plan, here.Version), (there!.Notes, there.Plan, there.Version));
        // The administrator was found in the folder: nobody becomes it in the new place.
        Assert.Equal(Contracts.Users.Role.User, (await new MongoUserStore(Target).AddAsync(Some.User("eve"), Token))?.Role);

        // The keys have come along: what was sealed is opened, and has never been open on the way.
        var channels = Target.GetCollection<BsonDocument>(MongoSchema.Channels.Name);
        Assert.DoesNotContain(s_settings["secret"], (await channels.Find(new BsonDocument()).SingleAsync(Token)).ToJson(), StringComparison.Ordinal);
        var store = new MongoChannelStore(Target, new ChannelSeal(new MongoSealKeys(Target)));
        Assert.Equal(s_settings, (await store.FindAsync("ada", "hook", Token))!.Settings);

        Assert.False(await MoveAsync());
        Assert.Contains("has been moved there before", _told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cut_off_it_goes_on_and_nobody_serves_the_half_of_it_meanwhile()
    {
        using (var cutOff = CancellationTokenSource.CreateLinkedTokenSource(Token))
        {
            _told.Flush();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MoveAsync(new CuttingOff(_told, "users:", cutOff), cutOff.Token));
        }
        var setup = new MongoSetup(Target, Microsoft.Extensions.Logging.Abstractions.NullLogger<MongoSetup>.Instance);
        await Assert.ThrowsAsync<CannotStartException>(() => setup.StartAsync(Token));

        // A batch that was sent, but whose progress was not.
        await Target.GetCollection<BsonDocument>("subscriptions").InsertManyAsync(
            await MovedTables.All(Yesterday).Single(t => t.Name == "subscriptions").ReadAsync(_sqlite.Database, 0, 30, Token), cancellationToken: Token);
        Assert.True(await MoveAsync(), _told.ToString());
        await setup.StartAsync(Token);
    }

    [Fact]
    public async Task What_is_not_the_same_is_told()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            using var cutOff = CancellationTokenSource.CreateLinkedTokenSource(Token);
            await MoveAsync(new CuttingOff(_told, "users:", cutOff), cutOff.Token);
        });
        await Target.GetCollection<BsonDocument>("users").UpdateOneAsync(
            new BsonDocument("_id", "bob"), new BsonDocument("$set", new BsonDocument("name", "Eve")), cancellationToken: Token);
        Assert.False(await MoveAsync());
        Assert.Contains("users: DIFFERENT", _told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_with_other_data_is_left_alone()
    {
        await Target.GetCollection<BsonDocument>("users").InsertOneAsync(new BsonDocument("_id", "eve"), cancellationToken: Token);
        Assert.False(await MoveAsync());
        Assert.Equal(1, await Target.GetCollection<BsonDocument>("users").CountDocumentsAsync(new BsonDocument(), cancellationToken: Token));
    }

    public async ValueTask DisposeAsync()
    {
        if (_to is not null)
            await Target.Client.DropDatabaseAsync(Target.DatabaseNamespace.DatabaseName);
        Dispose();
    }

    public void Dispose()
    {
        _sqlite.Dispose();
        _told.Dispose();
    }

    private static DateOnly Yesterday => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1);

    private Task<bool> MoveAsync() => MoveAsync(_told, Token);

    private async Task<bool> MoveAsync(TextWriter told, CancellationToken cancellationToken)
    {
        using var migration = new StorageMigration(_sqlite.Folder, _to!, told);
        return await migration.RunAsync(TimeProvider.System, cancellationToken);
    }

    /// <summary>Hears what is told, and cuts the migration off at a line of it.</summary>
    private sealed class CuttingOff(StringWriter told, string at, CancellationTokenSource cutOff) : StringWriter
    {
        public override async Task WriteLineAsync(string? value)
        {
            await told.WriteLineAsync(value);
            if (value?.StartsWith(at, StringComparison.Ordinal) == true)
                await cutOff.CancelAsync();
        }
    }
}
