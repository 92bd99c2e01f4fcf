using System.Runtime.InteropServices;

namespace SubTracker.Benchmarks;

/// <summary>What a command found, a line each; a goal that was missed makes the command fail.</summary>
internal static class Report
{
    public static bool HasFailed { get; private set; }

    public static void Begin(string command, Arguments arguments) => Console.WriteLine(
        $"{command} {arguments}\n{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, load {Load()}");

    public static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    /// <summary>A figure with what it should be.</summary>
    public static void Judge(bool isReached, FormattableString line)
    {
        HasFailed |= !isReached;
        Console.WriteLine($"{(isReached ? "reached" : "MISSED ")} {FormattableString.Invariant(line)}");
    }

    // The machine may be shared: what others did meanwhile belongs to every figure.
    private static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
