using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Storage.Mongo;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;

namespace SubTracker.Benchmarks.Scale;

/// <summary>A <see cref="Population"/> in a MongoDB, written by the product's own stores; and what the stores say to the server.</summary>
internal sealed class ScaleDatabase : IDisposable
{
    private const string Variable = "SUBTRACKER_TEST_MONGO";
    private const int Writers = 4;
    private const int Batch = 500;

    private readonly ServiceProvider _services;
    private volatile List<BsonDocument>? _heard;

    public ScaleDatabase(string name)
    {
        var server = Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException($"{Variable} names no MongoDB to measure, such as mongodb://127.0.0.1:27017");
        Url = new MongoUrlBuilder(server) { DatabaseName = name }.ToString();
        Database = MongoStorage.Open(Url, settings => settings.ClusterConfigurator =
            cluster => cluster.Subscribe<CommandStartedEvent>(e => _heard?.Add(BsonDocument.Parse(e.Command.ToJson()))));
        var services = new ServiceCollection();
        services.AddSingleton(Database);
        services.AddMongoStores();
        _services = services.BuildServiceProvider();
    }

    public string Url { get; }

    public IMongoDatabase Database { get; }

    public T Store<T>() where T : notnull => _services.GetRequiredService<T>();

    public IMongoCollection<BsonDocument> Of(CollectionSchema schema) => Database.GetCollection<BsonDocument>(schema.Name);

    /// <summary>Loads it, unless an earlier run has left it there whole.</summary>
    public async Task LoadAsync(Population population, int subscriptions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await Of(MongoSchema.Subscriptions).CountDocumentsAsync(new BsonDocument(), cancellationToken: cancellationToken) == subscriptions)
        {
            Report.Say($"{subscriptions:n0} subscriptions lie there from an earlier run");
            return;
        }
        await DropAsync(cancellationToken);
        await new MongoSetup(Database, NullLogger<MongoSetup>.Instance).PrepareAsync(cancellationToken);
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, population.Users).Chunk(Batch / 50),
            new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken },
            async (numbers, token) => await WriteAsync(population, numbers, now, token));
        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Report.Say($"{subscriptions:n0} subscriptions of {population.Users:n0} users written in {took:n0} s by {Writers} writers: {subscriptions / took:n0} a second, all indexes kept");
    }

    public Task DropAsync(CancellationToken cancellationToken) =>
        Database.Client.DropDatabaseAsync(Database.DatabaseNamespace.DatabaseName, cancellationToken);

    /// <summary>The commands that the server is sent by what <paramref name="ask"/> does.</summary>
    public async Task<IReadOnlyList<BsonDocument>> CommandsOfAsync(Func<Task> ask)
    {
        var heard = new List<BsonDocument>();
        _heard = heard;
        await ask();
        _heard = null;
        return heard;
    }

    public void Dispose() => _services.Dispose();

    private async Task WriteAsync(Population population, int[] numbers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var writes = new List<SubscriptionWrite>();
        foreach (var number in numbers)
        {
            var user = population.User(number);
            await Store<IUserStore>().AddAsync(user, cancellationToken);
            writes.AddRange(population.SubscriptionsOf(number, user).Select(s => new SubscriptionWrite(Planned(s, user, now), ExpectedVersion: null)));
        }
        foreach (var batch in writes.Chunk(Batch))
            await Store<ISubscriptionStore>().WriteAllAsync(batch, DateOnly.FromDateTime(now.UtcDateTime), cancellationToken);
    }

    private static Subscription Planned(Subscription s, User user, DateTimeOffset now)
    {
        var plan = ReminderPlan.Next(s, ReminderRules.Of(s, user), UserZone.Of(user.TimeZone), DateOnly.MinValue, now);
        // What is due today is due in some hours: nothing falls due while we measure.
        return s with
        {
            Plan = plan is null
                ? new(1, PlanState.None)
                : new(1, PlanState.Planned, plan.Renewal, 0, plan.Moments[0].DueAt < now.AddHours(6) ? now.AddHours(6) : plan.Moments[0].DueAt),
        };
    }
}
