using SubTracker.Benchmarks.Load;

namespace SubTracker.Benchmarks.QStash;

/// <summary>Accepting alone, delivering alone, and both at once; every acceptance lies on the disk before it is answered.</summary>
internal static class SpeedBenchmark
{
    private const int AcceptedGoal = 2000;
    private const int DeliveredGoal = 1500;

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var count = arguments["messages"];
        using var arrivals = new Arrivals();
        using var server = new QStashServer();
        await server.StartAsync(cancellationToken);
        using var publishers = await Publishers.ConnectAsync(server, arguments["connections"], cancellationToken);
        // What is compiled at first is not what is measured.
        await publishers.PublishAsync(count / 4, arrivals.Url, "", cancellationToken);
        await arrivals.WaitAsync(count / 4, cancellationToken);

        var accepting = new Stretch(server.Process.Process);
        await publishers.PublishAsync(count, arrivals.Url, "Upstash-Delay: 1d\r\n", cancellationToken);
        var accepted = accepting.Say("accepting", count);

        arrivals.Clear();
        await server.PublishAsync(count, number => $"{arrivals.Url}/{number}", TimeProvider.System.GetUtcNow().AddSeconds(arguments["pause"]), cancellationToken);
        await arrivals.WaitAsync(1, cancellationToken);
        var delivering = new Stretch(server.Process.Process);
        var late = count - arrivals.Count;
        await arrivals.WaitAsync(count, cancellationToken);
        var delivered = delivering.Say("delivering", late);

        arrivals.Clear();
        var both = new Stretch(server.Process.Process);
        await publishers.PublishAsync(count, arrivals.Url, "", cancellationToken);
        await arrivals.WaitAsync(count, cancellationToken);
        both.Say("accepting and delivering", count);

        Report.Judge(accepted >= AcceptedGoal, $"{accepted:F0} accepted a second (goal {AcceptedGoal})");
        Report.Judge(delivered >= DeliveredGoal, $"{delivered:F0} delivered a second (goal {DeliveredGoal})");
    }
}
