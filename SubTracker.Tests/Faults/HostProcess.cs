using System.Diagnostics;
using System.Net.Http.Headers;
using SubTracker.Contracts.Auth;
using SubTracker.Contracts.Notifications;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Faults;

/// <summary>A real SubTracker.Standalone process on a data folder and a clock of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("subtracker-host-");
    private readonly HostStorage _storage = new();
    private readonly ServiceProcess _process;

    public HostProcess(int port)
    {
        _process = new("host", _folder.FullName, $"http://127.0.0.1:{port}", new Dictionary<string, string?>(_storage.Settings)
        {
            ["SubTracker__DataFolder"] = Path.Combine(_folder.FullName, "data"),
            ["Auth__BCryptCost"] = "4",
        });
        SetClock(TimeSpan.Zero);
    }

    public void SetClock(TimeSpan offset) => FileClock.Set(FileClock.In(_folder.FullName), offset);

    public Task StartAsync() => _process.StartAsync();

    public Task KillAsync() => _process.KillAsync();

    /// <summary>Starts a second process on the same folder, and tells how it ended and what it said.</summary>
    public async Task<(int ExitCode, string Error)> StartAnotherAsync()
    {
        using var another = Process.Start(_process.Description())!;
        var error = await another.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await another.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (another.ExitCode, error);
    }

    public Task<HttpClient> SignUpAsync() => ClientAsync("sign-up", new SignUpRequest("Ada", "ada@example.org", "correct horse battery"));

    public Task<HttpClient> SignInAsync() => ClientAsync("sign-in", new SignInRequest("ada@example.org", "correct horse battery"));

    public static async Task<List<OutboxMessageResponse>> OutboxAsync(HttpClient client) =>
        await (await client.ReadAsync("/api/v1/outbox?limit=100")).DataAsync<List<OutboxMessageResponse>>();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _storage.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<HttpClient> ClientAsync<T>(string path, T body) where T : notnull
    {
        var client = _process.NewClient();
        var signedIn = await (await client.PostJsonAsync($"/api/v1/auth/{path}", body)).DataAsync<SignedInResponse>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.Token);
        return client;
    }
}
