using System.Collections.Concurrent;
using System.Diagnostics;

namespace SubTracker.Tests.Journeys;

/// <summary>The product as a stranger starts it: a process of its own, a data folder, a port that is free.</summary>
internal sealed class StandaloneProcess : IDisposable
{
    private const string Ready = "SubTracker is ready: open ";
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _said = new();
    private readonly Process _process;

    private StandaloneProcess(string dataFolder, string listen, string? connectionString)
    {
        _process = new()
        {
            EnableRaisingEvents = true,
            StartInfo = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "SubTracker.Standalone.dll"), "--urls", listen])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = dataFolder,
                Environment = { ["SubTracker__DataFolder"] = dataFolder, ["Auth__BCryptCost"] = "4" },
            },
        };
        if (connectionString is not null)
            _process.StartInfo.Environment["ConnectionStrings__subtracker"] = connectionString;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"It ended before it was ready: {Said}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Url => _ready.Task.Result;

    public bool HasEnded => _process.HasExited;

    public string Said => string.Join('\n', _said);

    /// <param name="connectionString">Of the MongoDB to keep the data in; <c>null</c> for SQLite in the folder.</param>
    public static async Task<StandaloneProcess> StartAsync(string dataFolder, string listen = "http://127.0.0.1:0", string? connectionString = null)
    {
        var process = new StandaloneProcess(dataFolder, listen, connectionString);
        try
        {
            await process._ready.Task.WaitAsync(TestContext.Current.CancellationToken);
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>kill -9, and nothing left behind.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        _said.Enqueue(line);
        if (line.StartsWith(Ready, StringComparison.Ordinal))
            _ready.TrySetResult(new Uri(line[Ready.Length..].Split(' ')[0]));
    }
}
