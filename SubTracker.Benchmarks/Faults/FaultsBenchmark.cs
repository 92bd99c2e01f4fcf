using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SubTracker.Benchmarks.Faults;

/// <summary>The fault suite of the tests with many more reminders a fault, one fault after the other: the table of docs/reliability.md.</summary>
internal static class FaultsBenchmark
{
    public static Task RunAsync(Arguments arguments, CancellationToken cancellationToken) =>
        RunAsync(arguments, ["-namespace", "SubTracker.Tests.Faults"], cancellationToken);

    /// <summary>Only the faults that happen while requests come.</summary>
    public static Task RunUnderLoadAsync(Arguments arguments, CancellationToken cancellationToken) =>
        RunAsync(arguments, ["-class", "SubTracker.Tests.Faults.RollingRestartTests"], cancellationToken);

    private static async Task RunAsync(Arguments arguments, string[] which, CancellationToken cancellationToken)
    {
        var report = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("dotnet", [Tests(), .. which, "-parallelMode", "none"])
            {
                Environment =
                {
                    ["SUBTRACKER_FAULT_REMINDERS"] = arguments["reminders"].ToString(CultureInfo.InvariantCulture),
                    ["SUBTRACKER_FAULT_RATE"] = arguments["rate"].ToString(CultureInfo.InvariantCulture),
                    ["SUBTRACKER_FAULT_REPORT"] = report,
                },
            };
            using var tests = Process.Start(start)!;
            try
            {
                await tests.WaitForExitAsync(cancellationToken);
            }
            finally
            {
                tests.Kill(entireProcessTree: true);
            }
            var faults = (await File.ReadAllLinesAsync(report, cancellationToken))
                .Select(line => JsonSerializer.Deserialize<Fault>(line, JsonSerializerOptions.Web)!).OrderBy(fault => fault.Name, StringComparer.Ordinal).ToList();
            Console.WriteLine("| fault | reminders | lost | double | in the window | s |\n|---|---:|---:|---:|---:|---:|");
            foreach (var fault in faults)
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"| {fault.Name} | {fault.Reminders:n0} | {fault.Lost} | {fault.Twice} | {fault.InWindow} | {fault.Seconds:0} |"));
            Report.Judge(tests.ExitCode == 0 && faults.Count > 0, $"{faults.Count} faults, {faults.Sum(fault => fault.Reminders):n0} reminders");
        }
        finally
        {
            File.Delete(report);
        }
    }

    private static string Tests()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, "SubTracker.Tests", here.Name, "SubTracker.Tests.dll");
    }

    /// <summary>A line that the suite's judge writes for each fault.</summary>
    private sealed record Fault(
        [property: System.Text.Json.Serialization.JsonPropertyName("fault")] string Name, int Reminders, int Lost, int Twice, int InWindow, double Seconds);
}
