using MongoDB.Bson;

namespace SubTracker.Tests.Storage;

/// <summary>The driver tells the commands, the server's <c>explain</c> their plans. Every one goes through an index, and through nothing else.</summary>
public sealed class MongoQueryPlanTests(MongoEngine engine) : QueryPlanTests, IClassFixture<MongoEngine>
{
    private static readonly string[] s_writesOnly = ["insert"];
    private static readonly string[] s_throughAnIndex = ["IXSCAN", "IDHACK"];

    // What belongs to the session of one call, and what explain has no use for.
    private static readonly string[] s_around =
        ["$db", "lsid", "txnNumber", "$clusterTime", "$readPreference", "writeConcern", "readConcern", "ordered", "autocommit"];

    private protected override T Store<T>() => engine.EmptyStore<T>();

    private protected override async Task<IReadOnlyList<(string Statement, IReadOnlyList<string> Scans)>> PlansAsync(Func<Task> ask)
    {
        List<(string, IReadOnlyList<string>)> plans = [];
        foreach (var command in (await engine.CommandsOfAsync(ask)).SelectMany(Single))
            plans.Add((command.ToJson(), s_writesOnly.Contains(command.GetElement(0).Name) ? [] : await ScansAsync(command)));
        return plans;
    }

    /// <summary>
    /// The command without what stands around it. Of several writes in one each by itself, since only one can be explained, and
    /// <c>findAndModify</c> as the search that it begins with, since some engines explain no more of it.
    /// </summary>
    private static IEnumerable<BsonDocument> Single(BsonDocument command)
    {
        foreach (var field in s_around)
            command.Remove(field);
        return command.GetElement(0) switch
        {
            { Name: "update" } => Each(command, "updates"),
            { Name: "delete" } => Each(command, "deletes"),
            { Name: "findAndModify", Value: var collection } => [new() { ["find"] = collection, ["filter"] = command["query"], ["limit"] = 1 }],
            _ => [command],
        };
    }

    private static IEnumerable<BsonDocument> Each(BsonDocument command, string writes) =>
        command[writes].AsBsonArray.Select(write => new BsonDocument(command.ToDictionary()) { [writes] = new BsonArray { write } });

    private async Task<IReadOnlyList<string>> ScansAsync(BsonDocument command)
    {
        // Counting everything there is asks the collection's own figures.
        if (command.GetElement(0).Name == "count" && !command.Contains("query"))
            return [];
        var explained = await engine.Database.RunCommandAsync<BsonDocument>(
            new BsonDocument { ["explain"] = command, ["verbosity"] = "queryPlanner" }, cancellationToken: TestContext.Current.CancellationToken);
        var stages = Stages(explained["queryPlanner"]["winningPlan"].AsBsonDocument).ToList();
        return stages.Intersect(s_throughAnIndex).Any() ? [.. stages.Where(stage => stage == "COLLSCAN")] : [.. stages.Prepend("no index:")];
    }

    private static IEnumerable<string> Stages(BsonDocument plan)
    {
        yield return plan["stage"].AsString;
        var inputs = plan.TryGetValue("inputStages", out var several) ? several.AsBsonArray : plan.TryGetValue("inputStage", out var one) ? [one] : [];
        foreach (var stage in inputs.SelectMany(input => Stages(input.AsBsonDocument)))
            yield return stage;
    }
}
