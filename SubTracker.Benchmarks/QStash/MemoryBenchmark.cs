using SubTracker.Benchmarks.Load;

namespace SubTracker.Benchmarks.QStash;

/// <summary>Whether the server's memory stays as it is, however many messages went through.</summary>
internal static class MemoryBenchmark
{
    private const int Parts = 20;
    private const int Chunk = 500;
    private const int Backlog = 5_000;
    private const double AllowedGrowth = 1.15;

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var count = arguments["messages"];
        using var arrivals = new Arrivals();
        using var server = new QStashServer();
        await server.StartAsync(cancellationToken);
        var stretch = new Stretch(server.Process.Process);
        var most = new double[Parts];
        for (var published = 0; published < count; published += Chunk)
        {
            await server.PublishAsync(Math.Min(Chunk, count - published), number => $"{arrivals.Url}/{number}", DateTimeOffset.UnixEpoch, cancellationToken);
            // Neither side runs away from the other.
            await arrivals.WaitAsync(published - Backlog, cancellationToken);
            var part = (int)((long)published * Parts / count);
            most[part] = Math.Max(most[part], server.Process.Megabytes);
            if (part > 0 && most[part - 1] > 0 && (int)((long)(published - Chunk) * Parts / count) < part)
                Report.Say($"{published} messages: at most {most[part - 1]:F0} MB");
        }

        await arrivals.WaitAsync(count, cancellationToken);
        stretch.Say("accepting in batches and delivering", count);
        // The first tenth fills caches and is compiled anew.
        var (early, late) = (most[2..(Parts / 2)].Max(), most[(Parts / 2)..].Max());
        Report.Judge(late <= early * AllowedGrowth, $"at most {late:F0} MB in the second half, {early:F0} MB in the first (goal: flat)");
    }
}
