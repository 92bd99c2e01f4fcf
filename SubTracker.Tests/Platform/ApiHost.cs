using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SubTracker.ApiService;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Reminders;
using SubTracker.Contracts;
using SubTracker.Contracts.Auth;
using SubTracker.ServiceDefaults;

namespace SubTracker.Tests.Platform;

/// <summary>The whole API in this process, on loopback, with a clock and a data folder of its own.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private readonly HostStorage _storage;

    private ApiHost(WebApplication app, DirectoryInfo folder, HostStorage storage, FakeTimeProvider clock)
    {
        (_app, _folder, _storage, Clock) = (app, folder, storage, clock);
        Client = NewClient();
    }

    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Clock { get; }

    /// <summary>Signed in as nobody, until a test says otherwise.</summary>
    public HttpClient Client { get; }

    public string DataFolder => Path.Combine(_folder.FullName, "data");

    /// <summary>Everything that is stored, as text to search in.</summary>
    public string ReadStorage() => _storage.Read(DataFolder);

    public IServiceProvider Services => _app.Services;

    public static async Task<ApiHost> StartAsync(
        Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null)
    {
        var folder = Directory.CreateTempSubdirectory("subtracker-");
        var storage = new HostStorage();
        var clock = new FakeTimeProvider(Start);
        WebApplication? app = null;
        try
        {
            app = Build(folder, storage, clock, settings, configure);
            app.MapDefaultEndpoints();
            app.MapApiService();
            map?.Invoke(app);
            await app.StartAsync(TestContext.Current.CancellationToken);
            await HostStorage.KeepExpiredAsync(app.Services);
            return new(app, folder, storage, clock);
        }
        catch
        {
            if (app is not null)
                await app.DisposeAsync();
            await storage.DisposeAsync();
            folder.Delete(recursive: true);
            throw;
        }
    }

    public HttpClient NewClient() => new() { BaseAddress = new(_app.Urls.Single()) };

    /// <summary>A new user's answer to sign-up, and a client that is signed in as that user.</summary>
    public async Task<(HttpClient Client, SignedInResponse SignedIn)> SignUpAsync(string name = "Ada", string? timeZone = null)
    {
        var client = NewClient();
        var response = await client.PostAsJsonAsync(
            "/api/v1/auth/sign-up",
            new SignUpRequest(name, $"{name}@example.org", Password, TimeZone: timeZone), ContractJson.Options,
            TestContext.Current.CancellationToken);
        var signedIn = await response.DataAsync<SignedInResponse>();
        client.SignIn(signedIn);
        return (client, signedIn);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _storage.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static WebApplication Build(
        DirectoryInfo folder, HostStorage storage, FakeTimeProvider clock, Dictionary<string, string?>? settings,
        Action<WebApplicationBuilder>? configure)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        // As in development, on every machine: a service for one request that lives on in one for all of them stops the start.
        builder.Host.UseServiceProviderFactory(new DefaultServiceProviderFactory(new() { ValidateScopes = true, ValidateOnBuild = true }));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SubTracker:DataFolder"] = Path.Combine(folder.FullName, "data"),
            ["Jwt:SigningKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)),
            ["Links:SigningKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)),
            ["Auth:BCryptCost"] = "4",
            // Nobody listens there and nobody plans: these tests are about the API alone.
            ["QSTASH_URL"] = "http://127.0.0.1:9",
            ["QSTASH_TOKEN"] = "token",
            ["QSTASH_CURRENT_SIGNING_KEY"] = "sig_current",
            ["UPSTASH_WORKFLOW_URL"] = "http://127.0.0.1:9",
        });
        builder.Configuration.AddInMemoryCollection(storage.Settings);
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.AddServiceDefaults();
        builder.AddApiService();
        builder.WithoutLoop<ReconcilerLoop>();
        builder.WithoutLoop<RateLoop>();
        configure?.Invoke(builder);
        return builder.Build();
    }
}

internal static class ApiClientExtensions
{
    public static void SignIn(this HttpClient client, SignedInResponse signedIn) =>
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.Token);
}
