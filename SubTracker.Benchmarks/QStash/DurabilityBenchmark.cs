using System.Collections.Concurrent;
using System.Globalization;
using SubTracker.Benchmarks.Load;

namespace SubTracker.Benchmarks.QStash;

/// <summary>Kills the server at random moments, while it accepts and while it delivers: no message is lost, and each queue keeps its order.</summary>
internal static class DurabilityBenchmark
{
    private const int Chunk = 50;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (count, queues, kills) = (arguments["messages"], arguments["queues"], arguments["kills"]);
        var random = new Random(arguments["seed"]);
        var arrived = new ConcurrentDictionary<int, int>();
        var inQueue = Enumerable.Range(0, queues).Select(_ => new ConcurrentQueue<int>()).ToArray();
        using var arrivals = new Arrivals(target =>
        {
            var number = int.Parse(target.AsSpan(1), null);
            arrived.AddOrUpdate(number, 1, (_, times) => times + 1);
            if (QueueOf(number, queues) is { } queue)
                inQueue[queue].Enqueue(number);
        });
        using var server = new QStashServer();
        await server.StartAsync(cancellationToken);

        var begun = TimeProvider.System.GetUtcNow();
        // Due one after the other over the whole time.
        var publishing = PublishAsync(server, count, number => Item(number, arrivals.Url, queues, begun.AddSeconds(5 + number * (double)arguments["seconds"] / count)), cancellationToken);
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * 2 * arguments["seconds"] / kills), cancellationToken);
            server.Process.Kill();
            await server.StartAsync(cancellationToken);
        }

        await publishing;
        var patience = TimeProvider.System.GetUtcNow() + s_patience;
        while (arrived.Count < count && TimeProvider.System.GetUtcNow() < patience)
            await Task.Delay(100, cancellationToken);

        Report.Say($"{kills} kills within {(TimeProvider.System.GetUtcNow() - begun).TotalSeconds:F0} s; {arrived.Values.Count(times => times > 1)} messages came more than once");
        Report.Judge(arrived.Count == count, $"{count - arrived.Count} of {count} messages lost (goal 0)");
        var disordered = inQueue.Count(queue => queue.Zip(queue.Skip(1)).Any(pair => pair.First > pair.Second));
        Report.Judge(disordered == 0, $"{disordered} of {queues} queues out of order (goal 0)");
    }

    private static async Task PublishAsync(QStashServer server, int count, Func<int, string> item, CancellationToken cancellationToken)
    {
        foreach (var numbers in Enumerable.Range(0, count).Chunk(Chunk))
        {
            var request = LoadConnection.Request("POST", "/v2/batch", QStashServer.Header, $"[{string.Join(',', numbers.Select(item))}]");
            while (!await TryPublishAsync(server, request, cancellationToken))
                await Task.Delay(100, cancellationToken);
        }
    }

    /// <returns><c>false</c> where no answer came: the server was killed, before or after it had accepted.</returns>
    private static async Task<bool> TryPublishAsync(QStashServer server, byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = await LoadConnection.OpenAsync(server.Process.Url, cancellationToken);
            await connection.SendAsync(request, cancellationToken);
            return true;
        }
        catch (Exception killed) when (killed is IOException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    private static string Item(int number, string url, int queues, DateTimeOffset dueAt)
    {
        var queue = QueueOf(number, queues) is { } named ? string.Create(CultureInfo.InvariantCulture, $"\"queue\":\"q{named}\",") : "";
        // What was accepted, but not answered any more, is published again.
        return $$$"""
            {"destination":"{{{url}}}/{{{number}}}",{{{queue}}}"body":"{{{number}}}",
            "headers":{"upstash-not-before":"{{{dueAt.ToUnixTimeSeconds()}}}","upstash-deduplication-id":"{{{number}}}"}}
            """;
    }

    /// <summary>Every second message goes through a queue.</summary>
    private static int? QueueOf(int number, int queues) => number % 2 == 0 ? number / 2 % queues : null;
}
