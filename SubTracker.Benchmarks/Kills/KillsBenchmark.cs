using System.Collections.Concurrent;
using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Storage.Mongo;
using SubTracker.Benchmarks.Load;
using SubTracker.Benchmarks.Scale;

namespace SubTracker.Benchmarks.Kills;

/// <summary>Kills the database engine at random moments while the API writes: what was acknowledged is there, what was not is not there twice.</summary>
internal static class KillsBenchmark
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var random = new Random(arguments["seed"]);
        using var database = new ScaleDatabase("kills");
        await database.DropAsync(cancellationToken);
        var (log, refusals, recoveries) = (new WriteLog(), new ConcurrentDictionary<string, int>(), new List<double>());
        var folder = Directory.CreateTempSubdirectory("api-benchmark-");
        using (var server = await ServerProcess.StartAsync(
            "SubTracker.ApiService", new Dictionary<string, string>(MeasuredApi.Environment(folder)) { ["ConnectionStrings__subtracker"] = database.Url }, cancellationToken))
        {
            var writers = Enumerable.Range(0, arguments["writers"]).Select(number => new Writer(number, server.Url, log, refusals)).ToList();
            foreach (var writer in writers)
                await writer.SignUpAsync(cancellationToken);

            Console.WriteLine("| kill | acknowledged | found | lost | doubled | wrong | ms from the kill to the next acknowledgement |\n|---:|---:|---:|---:|---:|---:|---:|");
            for (var kill = 1; kill <= arguments["kills"]; kill++)
            {
                recoveries.Add(await KillAsync(writers, log, TimeSpan.FromMilliseconds(random.Next(500, 500 + arguments["milliseconds"])), cancellationToken));
                var verdict = log.Judge(await StoredAsync(database, cancellationToken));
                Report.Say($"| {kill} | {log.Acknowledged:n0} | {verdict.Found:n0} | {verdict.Lost} | {verdict.Doubled} | {verdict.Wrong} | {recoveries[^1]:n0} |");
            }

            // The judge's own test: what is taken away behind the API's back must be missed.
            for (var lost = 0; lost < arguments["lose"]; lost++)
                await database.Of(MongoSchema.Subscriptions).DeleteOneAsync(new BsonDocument("name", new BsonRegularExpression("-[1-3]$")), cancellationToken);

            recoveries.Sort();
            Report.Say($"from the kill to the next acknowledgement {recoveries[recoveries.Count / 2]:n0} ms (median), {recoveries[^1]:n0} at most, the start of the engine in it");
            Report.Say($"instead of an acknowledgement: {string.Join(", ", refusals.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Value} × {r.Key}"))}; {log.Abandoned} writes were left at that");
            Say("in the database", log, log.Judge(await StoredAsync(database, cancellationToken)));
            var shown = new List<Row>();
            foreach (var writer in writers)
                shown.AddRange(await writer.ReadAllAsync(cancellationToken));
            Say("at the API", log, log.Judge(shown));
            writers.ForEach(writer => writer.Dispose());
        }
        folder.Delete(recursive: true);
        await database.DropAsync(cancellationToken);
    }

    private static void Say(string where, WriteLog log, Verdict verdict) => Report.Judge(
        verdict.IsClean, $"{where}: {log.Acknowledged:n0} writes acknowledged, {verdict.Found:n0} subscriptions, {verdict.Lost} lost, {verdict.Doubled} doubled, {verdict.Wrong} wrong (goal 0, 0, 0)");

    /// <summary>Writes, kills among the writes, and has every writer bring to its end what it began.</summary>
    /// <returns>Milliseconds from the kill to the next acknowledgement by the engine that was started again.</returns>
    private static async Task<double> KillAsync(List<Writer> writers, WriteLog log, TimeSpan after, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = writers.Select(writer => Task.Run(() => writer.WriteAsync(stop.Token), CancellationToken.None)).ToList();
        // At a moment that nothing in the writers knows of.
        await Task.Delay(after, cancellationToken);
        var since = Stopwatch.StartNew();
        await Engine.KillAsync(cancellationToken);
        // What it had still answered has arrived by when it is started.
        await Engine.StartAsync(cancellationToken);
        var acknowledged = log.Acknowledged;
        // Shorter than what is measured by far.
        while (log.Acknowledged == acknowledged && since.Elapsed < s_patience)
            await Task.Delay(5, cancellationToken);
        var took = since.Elapsed.TotalMilliseconds;
        await stop.CancelAsync();
        await Task.WhenAll(writing);
        return took;
    }

    private static async Task<IReadOnlyList<Row>> StoredAsync(ScaleDatabase database, CancellationToken cancellationToken) =>
        // Raw: an engine that is only compatible may write the _id of a replaced document twice.
        [.. (await database.Database.GetCollection<RawBsonDocument>(MongoSchema.Subscriptions.Name).Find(new BsonDocument()).ToListAsync(cancellationToken))
            .Select(document => new Row(document["_id"].AsString, document["name"].AsString, document["price"].ToDecimal()))];
}
