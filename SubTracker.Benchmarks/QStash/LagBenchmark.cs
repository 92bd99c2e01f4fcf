using System.Diagnostics;
using SubTracker.Benchmarks.Load;

namespace SubTracker.Benchmarks.QStash;

/// <summary>
/// How late messages arrive under a steady load. Counted from the moment at which the load should have sent a message (and its delay, for every
/// second one): what waits for its turn to be sent is late too.
/// </summary>
internal static class LagBenchmark
{
    private const int GoalMilliseconds = 100;
    private const int DelaySeconds = 2;

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var count = arguments["rate"] * arguments["seconds"];
        var lags = new double[count];
        var begun = long.MaxValue;
        double Lag(int number) => (Stopwatch.GetTimestamp() - Volatile.Read(ref begun)) / (double)Stopwatch.Frequency - number / (double)arguments["rate"];
        using var arrivals = new Arrivals(target =>
        {
            var number = int.Parse(target.AsSpan(1), null);
            lags[number] = Lag(number) - (IsDelayed(number) ? DelaySeconds : 0);
        });
        using var server = new QStashServer();
        await server.StartAsync(cancellationToken);
        using var publishers = await Publishers.ConnectAsync(server, arguments["connections"], cancellationToken);
        await publishers.PublishAsync(Math.Min(count, 10_000), arrivals.Url, "", cancellationToken);
        await arrivals.WaitAsync(Math.Min(count, 10_000), cancellationToken);

        arrivals.Clear();
        Array.Clear(lags);
        Volatile.Write(ref begun, Stopwatch.GetTimestamp());
        var stretch = new Stretch(server.Process.Process);
        await publishers.PublishAsync(count, arrivals.Url, number => IsDelayed(number) ? $"Upstash-Delay: {DelaySeconds}s\r\n" : "", cancellationToken,
            number => TimeSpan.FromSeconds(Math.Max(0, -Lag(number))));
        await arrivals.WaitAsync(count, cancellationToken);
        stretch.Say("accepting and delivering", count);

        foreach (var (what, some) in new[] { ("at once", lags.Where((_, number) => !IsDelayed(number))), ("delayed", lags.Where((_, number) => IsDelayed(number))) })
        {
            var sorted = some.Order().ToArray();
            double Percentile(double share) => sorted[(int)(share * (sorted.Length - 1))] * 1000;
            Report.Judge(Percentile(0.99) < GoalMilliseconds,
                $"lag of messages {what}: p50 {Percentile(0.5):F1}, p99 {Percentile(0.99):F1}, most {Percentile(1):F1} ms (goal p99 {GoalMilliseconds} ms)");
        }
    }

    private static bool IsDelayed(int number) => number % 2 == 1;
}
