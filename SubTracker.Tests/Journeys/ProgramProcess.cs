using System.Collections.Concurrent;
using System.Diagnostics;

namespace SubTracker.Tests.Journeys;

/// <summary>A program of ours as a stranger starts it: a process of its own on an address of its own.</summary>
internal sealed class ProgramProcess : IDisposable
{
    // What Standalone says, and what every other one does.
    private static readonly string[] s_ready = ["SubTracker is ready: open ", "Now listening on: "];

    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _said = new();
    private readonly Process _process;

    private ProgramProcess(string program, string folder, string listen, IReadOnlyDictionary<string, string> environment)
    {
        _process = new()
        {
            EnableRaisingEvents = true,
            StartInfo = new("dotnet", [Path.Combine(AppContext.BaseDirectory, program + ".dll"), "--urls", listen])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder,
            },
        };
        foreach (var (name, value) in environment)
            _process.StartInfo.Environment[name] = value;
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

    /// <param name="program">The name of its assembly.</param>
    /// <param name="folder">What it works in.</param>
    public static async Task<ProgramProcess> StartAsync(string program, string folder, string listen, IReadOnlyDictionary<string, string> environment)
    {
        var process = new ProgramProcess(program, folder, listen, environment);
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
        foreach (var ready in s_ready)
            if (line.IndexOf(ready, StringComparison.Ordinal) is >= 0 and var at)
                _ready.TrySetResult(new Uri(line[(at + ready.Length)..].Split(' ')[0]));
    }
}
