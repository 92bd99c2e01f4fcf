using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SubTracker.Tests.Faults;

/// <summary>One of the tests' host programs as a process of its own: it can be killed like any process.</summary>
/// <param name="kind">What to be: <c>host</c>, <c>api</c>, <c>web</c> or <c>qstash</c>.</param>
/// <param name="folder">Where its clock lies, and the file that says where to hold it.</param>
internal sealed class ServiceProcess(string kind, string folder, string url, IReadOnlyDictionary<string, string?> settings) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90 + Judge.Count);

    private Process? _process;
    private long _killed = long.MinValue;

    public string Url => url;

    public ProcessStartInfo Description()
    {
        var description = new ProcessStartInfo("dotnet", [typeof(ServiceProcess).Assembly.Location, kind, folder, "--urls", url])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            description.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return description;
    }

    /// <summary>Starts it and returns when it is ready.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(Description())!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = NewClient();
        await UntilAsync(async () => (await client.GetAsync("/health", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
    }

    /// <summary>SIGKILL: no good-bye, no flush, no finally.</summary>
    public async Task KillAsync()
    {
        // Until it is known when it was gone, all that breaks off is the kill's.
        Volatile.Write(ref _killed, long.MaxValue);
        await EndAsync(9);
        Volatile.Write(ref _killed, Stopwatch.GetTimestamp());
    }

    /// <summary>SIGTERM, and returns when it has ended as it should.</summary>
    public async Task StopAsync() => Assert.Equal(0, await EndAsync(15));

    /// <param name="timestamp">As <see cref="Stopwatch.GetTimestamp"/> counts.</param>
    public bool WasKilledSince(long timestamp) => Volatile.Read(ref _killed) > timestamp;

    public HttpClient NewClient() => new() { BaseAddress = new(url) };

    /// <summary>Asks again until it is so; a real process is as fast as it is.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var since = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            Assert.True(since.Elapsed < s_patience, "It has not come true in time.");
            try
            {
                if (await isSo())
                    return;
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
    }

    private async Task<int> EndAsync(int signal)
    {
        Assert.Equal(0, Kill(_process!.Id, signal));
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var exitCode = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return exitCode;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
