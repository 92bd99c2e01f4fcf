using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using SubTracker.Contracts.Auth;
using SubTracker.Contracts.Notifications;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Faults;

/// <summary>A real SubTracker.Standalone process on a data folder and a clock of its own; it can be killed like any process.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("subtracker-host-");
    private readonly HostStorage _storage = new();
    private readonly string _url;
    private Process? _process;

    public HostProcess(int port)
    {
        _url = $"http://127.0.0.1:{port}";
        SetClock(TimeSpan.Zero);
    }

    private string ClockFile => Path.Combine(_folder.FullName, "clock");

    public void SetClock(TimeSpan offset) => FileClock.Set(ClockFile, offset);

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

    /// <summary>Starts a second process on the same folder, and tells how it ended and what it said.</summary>
    public async Task<(int ExitCode, string Error)> StartAnotherAsync()
    {
        using var another = Process.Start(Description())!;
        var error = await another.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await another.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (another.ExitCode, error);
    }

    /// <summary>SIGKILL: no good-bye, no flush, no finally.</summary>
    public async Task KillAsync()
    {
        Assert.Equal(0, Kill(_process!.Id, 9));
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        _process.Dispose();
        _process = null;
    }

    public HttpClient NewClient() => new() { BaseAddress = new(_url) };

    public Task<HttpClient> SignUpAsync() => ClientAsync("sign-up", new SignUpRequest("Ada", "ada@example.org", "correct horse battery"));

    public Task<HttpClient> SignInAsync() => ClientAsync("sign-in", new SignInRequest("ada@example.org", "correct horse battery"));

    public static async Task<List<OutboxMessageResponse>> OutboxAsync(HttpClient client) =>
        await (await client.ReadAsync("/api/v1/outbox?limit=100")).DataAsync<List<OutboxMessageResponse>>();

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
        await _storage.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private ProcessStartInfo Description()
    {
        var description = new ProcessStartInfo("dotnet", [typeof(HostProcess).Assembly.Location, "host", ClockFile, "--urls", _url])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SubTracker__DataFolder"] = Path.Combine(_folder.FullName, "data"), ["Auth__BCryptCost"] = "4" },
        };
        foreach (var (name, value) in _storage.Settings)
            description.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return description;
    }

    private async Task<HttpClient> ClientAsync<T>(string path, T body) where T : notnull
    {
        var client = NewClient();
        var signedIn = await (await client.PostJsonAsync($"/api/v1/auth/{path}", body)).DataAsync<SignedInResponse>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.Token);
        return client;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
