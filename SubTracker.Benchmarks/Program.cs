using SubTracker.Benchmarks;
using SubTracker.Benchmarks.QStash;

// The long runs. A command is a line here: what is typed, what it shows, what runs it, its options with their defaults.
return await Command.RunAsync(args,
[
    new("qstash start", "the time until a server with many waiting messages accepts the next one", StartBenchmark.RunAsync, ("messages", 100_000)),
]);
