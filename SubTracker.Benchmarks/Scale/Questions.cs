using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Admin;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Benchmarks.Scale;

/// <summary>What the stores are asked, and how the server goes about it.</summary>
internal sealed class Questions(ScaleDatabase database, DateTimeOffset now)
{
    private static readonly string[] s_around =
        ["$db", "lsid", "txnNumber", "$clusterTime", "$readPreference", "writeConcern", "readConcern"];

    private readonly ISubscriptionStore _subscriptions = database.Store<ISubscriptionStore>();
    private readonly ILedgerStore _ledger = database.Store<ILedgerStore>();

    /// <summary>Each round of the reconciler, each health check.</summary>
    public (string Name, Func<CancellationToken, Task> Ask)[] OfTheReconciler() =>
    [
        ("retries that are due, 100", token => _ledger.ListDueAsync(now, now + LedgerTransitions.LongestBackOff, 100, token)),
        ("lost plans, 1,000", token => _subscriptions.ListLostPlansAsync(now.AddMinutes(-10), 1_000, token)),
        ("the plan furthest behind", token => _subscriptions.FindOldestOverdueAsync(now, token)),
        ("the oldest that waits", token => _ledger.OldestWaitingAsync(token)),
        ("plans not yet handed over", token => _subscriptions.ListPendingPlansAsync(100, token)),
    ];

    public (string Name, Func<CancellationToken, Task> Ask)[] OfTheOverview() =>
    [
        ("users, subscriptions, plans", token => database.Store<IAdminStore>().CountAsync(token)),
        ("reminders of 30 days by state", token => _ledger.CountAsync(now.AddDays(-30), token)),
        ("how many wait", token => _ledger.CountWaitingAsync(token)),
        ("lags of the last day", token => _ledger.ListLagsAsync(now.AddDays(-1), 10_000, token)),
    ];

    public (string Name, Func<CancellationToken, Task> Ask)[] Of(string user)
    {
        var (today, query) = (DateOnly.FromDateTime(now.UtcDateTime), new SubscriptionQuery(
            user, null, null, null, null, null, null, null, null, SubscriptionSort.RenewalDate, SortOrder.Asc, 1, 20));
        return
        [
            ("list", token => _subscriptions.ListAsync(query, token)),
            ("list by name", token => _subscriptions.ListAsync(query with { Sort = SubscriptionSort.Name }, token)),
            ("filter", token => _subscriptions.ListAsync(query with { Status = SubscriptionStatus.Active, Category = "music" }, token)),
            ("search", token => _subscriptions.ListAsync(query with { Search = "spot" }, token)),
            ("roll", token => _subscriptions.RollAsync(user, today, token)),
            ("renewing in 30 days", token => _subscriptions.ListRenewingAsync(user, today.AddDays(30), token)),
            ("all", token => _subscriptions.ListAllAsync(user, token)),
        ];
    }

    /// <summary>Asks the server how it would answer; walking through a collection is a fault.</summary>
    public async Task ExplainAsync(IEnumerable<(string Name, Func<CancellationToken, Task> Ask)> questions, CancellationToken cancellationToken)
    {
        foreach (var (name, ask) in questions)
            foreach (var command in (await database.CommandsOfAsync(() => ask(cancellationToken))).Where(IsOfItsOwn))
            {
                foreach (var field in s_around)
                    command.Remove(field);
                var explained = await database.Database.RunCommandAsync<BsonDocument>(
                    new BsonDocument { ["explain"] = command, ["verbosity"] = "queryPlanner" }, cancellationToken: cancellationToken);
                var stages = Stages(explained["queryPlanner"]["winningPlan"].AsBsonDocument).ToList();
                Report.Judge(!stages.Contains("COLLSCAN"), $"{name}: {command.GetElement(0)} goes {string.Join(" < ", stages)}");
            }
    }

    public static async Task MeasureAsync(
        IEnumerable<(string Name, Func<CancellationToken, Task> Ask)> questions, int rounds, int? goalMilliseconds, CancellationToken cancellationToken)
    {
        foreach (var (name, ask) in questions)
        {
            var times = new List<double>();
            for (var round = -rounds / 10; round < rounds; round++)
            {
                var asked = Stopwatch.GetTimestamp();
                await ask(cancellationToken);
                if (round >= 0)
                    times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
            times.Sort();
            var p99 = times[(int)Math.Ceiling(rounds * 0.99) - 1];
            if (goalMilliseconds is { } goal)
                Report.Judge(p99 < goal, $"{name}: p50 {times[rounds / 2]:n1}, p99 {p99:n1} ms (goal: p99 under {goal})");
            else
                Report.Say($"        {name}: p50 {times[rounds / 2]:n1}, p99 {p99:n1} ms");
        }
    }

    // Counting all there is asks the collection's own figures; the rest of a long answer goes where its beginning went.
    private static bool IsOfItsOwn(BsonDocument command) => command.GetElement(0) switch
    {
        { Name: "getMore" } => false,
        { Name: "count" } => command.Contains("query"),
        _ => true,
    };

    private static IEnumerable<string> Stages(BsonDocument plan)
    {
        yield return plan["stage"].AsString;
        var inputs = plan.TryGetValue("inputStages", out var several) ? several.AsBsonArray : plan.TryGetValue("inputStage", out var one) ? [one] : [];
        foreach (var stage in inputs.SelectMany(input => Stages(input.AsBsonDocument)))
            yield return stage;
    }
}
