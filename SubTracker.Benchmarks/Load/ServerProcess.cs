using System.Diagnostics;

namespace SubTracker.Benchmarks.Load;

/// <summary>A program of ours in a process of its own, to be measured and killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Listening = "Now listening on: ";

    private ServerProcess(Process process, string url) => (Process, Url) = (process, new Uri(url));

    public Process Process { get; }

    public Uri Url { get; }

    /// <summary>The memory it has in use now.</summary>
    public double Megabytes
    {
        get
        {
            Process.Refresh();
            return Process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>The most it has had in use.</summary>
    public double PeakMegabytes
    {
        get
        {
            Process.Refresh();
            return Process.PeakWorkingSet64 / 1e6;
        }
    }

    /// <param name="program">The assembly's name; it lies beside this program.</param>
    public static async Task<ServerProcess> StartAsync(
        string program, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program + ".dll"), "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            // Not the data folder: the host watches the files of its working folder for changes of its configuration.
            WorkingDirectory = AppContext.BaseDirectory,
            Environment = { ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information" },
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                // What it says from here on must not fill the pipe.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new ServerProcess(process, line[(at + Listening.Length)..]);
            }
        }

        throw new InvalidOperationException($"{program} ended before it listened.");
    }

    /// <summary><c>kill -9</c>.</summary>
    public void Kill()
    {
        Process.Kill();
        Process.WaitForExit();
    }

    public void Dispose()
    {
        if (!Process.HasExited)
            Kill();
        Process.Dispose();
    }
}
