using SubTracker.Benchmarks;
using SubTracker.Benchmarks.Faults;
using SubTracker.Benchmarks.Kills;
using SubTracker.Benchmarks.QStash;
using SubTracker.Benchmarks.Reminders;
using SubTracker.Benchmarks.Scale;
using SubTracker.Benchmarks.Statistics;
using SubTracker.Benchmarks.Transfer;

// The long runs. A command is a line here: what is typed, what it shows, what runs it, its options with their defaults.
return await Command.RunAsync(args,
[
    new("qstash speed", "messages accepted and delivered a second", SpeedBenchmark.RunAsync, ("messages", 20_000), ("connections", 64), ("pause", 15)),
    new("qstash lag", "how late messages arrive under a steady load", LagBenchmark.RunAsync, ("rate", 1_000), ("seconds", 60), ("connections", 64)),
    new("qstash memory", "the server's memory while many messages go through", MemoryBenchmark.RunAsync, ("messages", 1_000_000)),
    new("qstash durability", "no message lost and each queue in order, whenever the server is killed", DurabilityBenchmark.RunAsync,
        ("messages", 10_000), ("queues", 20), ("kills", 20), ("seconds", 60), ("seed", 1)),
    new("qstash start", "the time until a server with many waiting messages accepts the next one", StartBenchmark.RunAsync, ("messages", 100_000)),
    new("statistics speed", "what a list and the statistics take for one user with many subscriptions", StatisticsBenchmark.RunAsync, ("subscriptions", 5_000)),
    new("import speed", "what the import of a large file takes, and its undo", ImportBenchmark.RunAsync, ("rows", 100_000)),
    new("reminders burst", "one mail each to many users whose reminders are due at the same moment", BurstBenchmark.RunAsync, ("users", 10_000), ("lead", 90)),
    new("scale year", "a year of reminders of many subscriptions, planned, and a sample counted a second time", YearBenchmark.RunAsync,
        ("subscriptions", 1_000_000), ("sample", 10_000), ("seed", 1)),
    new("scale queries", "what is asked of a large MongoDB, at the API and at the store, and the bytes it takes", QueriesBenchmark.RunAsync,
        ("subscriptions", 1_000_000), ("lost", 100), ("rounds", 100), ("seed", 1), ("keep", 0)),
    new("faults", "the fault suite with many reminders a fault", FaultsBenchmark.RunAsync, ("reminders", 1_000), ("rate", 500)),
    new("faults load", "replicas restarted and killed under so many requests a second: the part of the fault suite that needs a quiet machine",
        FaultsBenchmark.RunUnderLoadAsync, ("reminders", 1_000), ("rate", 500)),
    new("database kills", "no acknowledged write lost, and none doubled, whenever the database engine is killed", KillsBenchmark.RunAsync,
        ("kills", 20), ("writers", 8), ("milliseconds", 3_000), ("lose", 0), ("seed", 1)),
]);
