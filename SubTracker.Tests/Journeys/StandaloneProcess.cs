using System.Diagnostics;

namespace SubTracker.Tests.Journeys;

/// <summary>The product as a stranger starts it: a process of its own, a data folder, a port that is free.</summary>
internal sealed class StandaloneProcess : IDisposable
{
    private const string Ready = "SubTracker is ready: open ";
    private readonly Process _process;

    private StandaloneProcess(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    public static async Task<StandaloneProcess> StartAsync(string dataFolder, string listen = "http://127.0.0.1:0")
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SubTracker.Standalone.dll"), "--urls", listen])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = dataFolder,
            Environment = { ["SubTracker__DataFolder"] = dataFolder, ["Auth__BCryptCost"] = "4" },
        })!;
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said.Add(line);
            if (!line.StartsWith(Ready, StringComparison.Ordinal))
                continue;
            // Whatever it says from here on must not fill the pipe.
            process.BeginOutputReadLine();
            return new(process, new Uri(line[Ready.Length..].Split(' ')[0]));
        }

        throw new InvalidOperationException($"It ended before it was ready: {string.Join('\n', said)}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process.Dispose();
    }
}
