using System.Diagnostics;
using System.Globalization;

namespace SubTracker.Benchmarks.Load;

/// <summary>
/// A stretch of time, and whose the processor was: the measured process's, the load's, others'. Processor time a message is the figure that
/// a busy machine leaves alone.
/// </summary>
internal sealed class Stretch
{
    // USER_HZ: what /proc/stat counts in, on every Linux of today.
    private const double TicksPerSecond = 100;

    private readonly Process _server;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly TimeSpan _serverBegun;
    private readonly TimeSpan _loadBegun = Environment.CpuUsage.TotalTime;
    private readonly double _allBegun = AllSeconds();

    public Stretch(Process server)
    {
        _server = server;
        server.Refresh();
        _serverBegun = server.TotalProcessorTime;
    }

    /// <summary>Says how fast <paramref name="count"/> messages went, and what they cost.</summary>
    /// <returns>Messages a second.</returns>
    public double Say(string what, int count)
    {
        var seconds = Stopwatch.GetElapsedTime(_begun).TotalSeconds;
        _server.Refresh();
        var server = (_server.TotalProcessorTime - _serverBegun).TotalSeconds;
        var load = (Environment.CpuUsage.TotalTime - _loadBegun).TotalSeconds;
        var others = Math.Max(0, AllSeconds() - _allBegun - server - load) / seconds;
        Report.Say($"{what}: {count / seconds:F0}/s over {seconds:F1} s; processor time a message: server {server / count * 1e6:F0} µs, load {load / count * 1e6:F0} µs; others used {others:F2} cores");
        return count / seconds;
    }

    /// <summary>Processor time that anybody used since the machine started.</summary>
    private static double AllSeconds()
    {
        if (!File.Exists("/proc/stat"))
            return 0;
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        // The fourth and the fifth are idling and waiting for the disk; the last two are counted in the first two.
        return (ticks.Take(8).Sum() - ticks[3] - ticks[4]) / TicksPerSecond;
    }
}
