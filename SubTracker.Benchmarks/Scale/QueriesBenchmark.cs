using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Auth;
using SubTracker.ApiService.Storage.Mongo;
using SubTracker.ApiService.Users;
using SubTracker.Benchmarks.Load;
using SubTracker.Contracts.Users;

namespace SubTracker.Benchmarks.Scale;

/// <summary>What is asked of a large installation, at the API and at the store, and the bytes it takes. Needs a MongoDB.</summary>
internal static class QueriesBenchmark
{
    private const int GoalMilliseconds = 50;
    private const int PageSize = 20;

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (count, rounds, now) = (arguments["subscriptions"], arguments["rounds"], TimeProvider.System.GetUtcNow());
        var population = new Population(arguments["seed"], count, new(now.Date, TimeSpan.Zero));
        using var database = new ScaleDatabase($"scale_{count}");
        await database.LoadAsync(population, count, now, cancellationToken);

        var (large, typical) = (population.User(0).Id, Enumerable.Range(1, 200).Select(number => population.User(number * 7 % (population.Users - 1) + 1).Id).ToList());
        var questions = new Questions(database, now);
        await AfterABadNightAsync(database, new(database, population, now), questions, count, arguments["lost"], rounds, cancellationToken);
        await SayBytesAsync(database, cancellationToken);
        await questions.ExplainAsync([.. questions.Of(large), .. questions.Of(typical[0])], cancellationToken);
        Report.Say($"at the store, the user with {Population.OfTheFirst:n0}:");
        await Questions.MeasureAsync(questions.Of(large), rounds, goalMilliseconds: null, cancellationToken);

        using (var server = await ServerProcess.StartAsync("SubTracker.ApiService", Settings(database), cancellationToken))
        {
            await MeasureAsync(server, $"a user with {Population.OfEach}", typical, pages: (Population.OfEach + PageSize - 1) / PageSize, rounds * 3, cancellationToken);
            await MeasureAsync(server, $"the user with {Population.OfTheFirst:n0}", [large], pages: Population.OfTheFirst / PageSize, rounds, cancellationToken);
            using var admin = Client(server, large, Role.Admin);
            Report.Say($"the administrator's overview, while nobody listens at the queue:");
            await Questions.MeasureAsync([("overview", token => admin.GetByteArrayAsync("admin/overview", token))], 5, goalMilliseconds: null, cancellationToken);
            Report.Say($"memory of the API at most {server.PeakMegabytes:n0} MB");
        }
        if (arguments["keep"] == 0)
            await database.DropAsync(cancellationToken);
    }

    private static async Task AfterABadNightAsync(
        ScaleDatabase database, Backlog backlog, Questions questions, int count, int usersWhoLost, int rounds, CancellationToken cancellationToken)
    {
        var (sent, waiting) = (count / 5, count / 100);
        await backlog.WriteLedgerAsync(sent, waiting, cancellationToken);
        var lost = await backlog.LosePlansAsync(usersWhoLost, cancellationToken);
        Report.Say($"at the store, with {sent:n0} reminders sent, {waiting:n0} waiting (a fifth of them due) and {lost:n0} plans lost:");
        await questions.ExplainAsync([.. questions.OfTheReconciler(), .. questions.OfTheOverview()], cancellationToken);
        await Questions.MeasureAsync(questions.OfTheReconciler(), rounds, GoalMilliseconds, cancellationToken);
        await Questions.MeasureAsync(questions.OfTheOverview(), rounds: 5, goalMilliseconds: null, cancellationToken);
        await backlog.ClearAsync(usersWhoLost, cancellationToken);
    }

    private static async Task MeasureAsync(
        ServerProcess server, string whose, IReadOnlyList<string> users, int pages, int rounds, CancellationToken cancellationToken)
    {
        Report.Say($"at the API, {whose}:");
        var clients = users.Select(user => Client(server, user, Role.User)).ToList();
        var next = 0;
        (string, Func<CancellationToken, Task>) Get(string path) =>
            (path, token => clients[next++ % clients.Count].GetByteArrayAsync(path, token));
        await Questions.MeasureAsync(
            [
                Get($"subscriptions?limit={PageSize}"), Get($"subscriptions?limit={PageSize}&sort=name"), Get($"subscriptions?limit={PageSize}&page={pages}"),
                Get($"subscriptions?limit={PageSize}&status=active&category=music"), Get($"subscriptions?limit={PageSize}&search=spot"),
                Get("subscriptions/upcoming-renewals"), Get("statistics/summary"),
            ],
            rounds, GoalMilliseconds, cancellationToken);
        clients.ForEach(client => client.Dispose());
    }

    private static async Task SayBytesAsync(ScaleDatabase database, CancellationToken cancellationToken)
    {
        foreach (var schema in (CollectionSchema[])[MongoSchema.Users, MongoSchema.Subscriptions, MongoSchema.Reminders])
        {
            var sizes = await database.Database.RunCommandAsync<BsonDocument>(new BsonDocument("collStats", schema.Name), cancellationToken: cancellationToken);
            var count = await database.Of(schema).CountDocumentsAsync(new BsonDocument(), cancellationToken: cancellationToken);
            double Each(BsonValue bytes) => bytes.ToDouble() / count;
            var sample = await database.Of(schema).Find(new BsonDocument()).Limit(2_000).ToListAsync(cancellationToken);
            var indexes = sizes["indexSizes"].AsBsonDocument.OrderBy(i => i.Name, StringComparer.Ordinal).Select(i => FormattableString.Invariant($"{i.Name} {Each(i.Value):n0}"));
            Report.Say($"{schema.Name}: {count:n0} of {sample.Average(document => document.ToBson().Length):n0} bytes as BSON, {Each(sizes["storageSize"]):n0} stored, {Each(sizes["totalIndexSize"]):n0} in indexes: {string.Join(", ", indexes)}");
        }
    }

    private static HttpClient Client(ServerProcess server, string user, Role role)
    {
        var tokens = new AccessTokens(Options.Create(new JwtOptions { SigningKey = MeasuredApi.SigningKey }), TimeProvider.System);
        var client = new HttpClient { BaseAddress = new(server.Url, "/api/v1/"), Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Issue(new CurrentUser(user, role, "benchmark")).Value);
        return client;
    }

    private static Dictionary<string, string> Settings(ScaleDatabase database) =>
        new(MeasuredApi.Environment(Directory.CreateTempSubdirectory("api-benchmark-"))) { ["ConnectionStrings__subtracker"] = database.Url };
}
