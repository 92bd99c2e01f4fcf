using System.Diagnostics;
using SubTracker.Benchmarks.Load;

namespace SubTracker.Benchmarks.QStash;

internal static class StartBenchmark
{
    private static readonly TimeSpan s_goal = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        using var server = new QStashServer();
        await server.StartAsync(cancellationToken);
        await server.PublishAsync(arguments["messages"], number => $"http://127.0.0.1:9/{number}", TimeProvider.System.GetUtcNow().AddDays(1), cancellationToken);
        server.Process.Kill();

        var watch = Stopwatch.StartNew();
        await server.StartAsync(cancellationToken);
        var listening = watch.Elapsed;
        using var connection = await LoadConnection.OpenAsync(server.Process.Url, cancellationToken);
        await connection.SendAsync(
            LoadConnection.Request("POST", "/v2/publish/http://127.0.0.1:9/", QStashServer.Header + "Upstash-Delay: 1d\r\n", "1"), cancellationToken);
        var accepting = watch.Elapsed;

        Report.Say($"listening after {listening.TotalSeconds:F2} s, cores taken: {server.Process.Process.TotalProcessorTime.TotalSeconds:F2} s of processor time");
        Report.Judge(accepting < s_goal, $"{accepting.TotalSeconds:F2} s from start to the first accepted message, with {arguments["messages"]} waiting (goal {s_goal.TotalSeconds} s)");
    }
}
