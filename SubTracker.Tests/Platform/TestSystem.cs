using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SubTracker.ApiService;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Auth;
using SubTracker.QStash;
using SubTracker.QStash.Delivery;
using SubTracker.ServiceDefaults;
using SubTracker.Upstash;

namespace SubTracker.Tests.Platform;

/// <summary>
/// The whole system in one process: the API and the local QStash, each on a loopback port, a fake clock, caught mail. Nothing moves by
/// itself; <see cref="AdvanceAsync"/> moves the clock from one due moment to the next and delivers over HTTP, signed, in order.
/// </summary>
internal sealed class TestSystem : IAsyncDisposable
{
    private const string Password = "correct horse battery";
    private const string Key = "sig_test_current_0123456789";

    // The reconciler's own moments (retries, healing) are not in the queue: the clock stops at least this often.
    private static readonly TimeSpan s_longestStep = TimeSpan.FromHours(6);

    private readonly WebApplication _api;
    private readonly WebApplication _qstash;
    private readonly DirectoryInfo _folder;
    private readonly HostStorage _storage;
    private readonly Courier? _courier;

    private TestSystem(
        WebApplication api, WebApplication qstash, DirectoryInfo folder, HostStorage storage, Courier? courier, FakeTimeProvider clock)
    {
        (_api, _qstash, _folder, _storage, _courier, Clock) = (api, qstash, folder, storage, courier, clock);
        Client = new HttpClient { BaseAddress = new Uri(api.Urls.Single()) };
        Mail = api.Services.GetRequiredService<CaughtMail>();
    }

    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Clock { get; }

    public HttpClient Client { get; }

    public CaughtMail Mail { get; }

    public IServiceProvider Services => _api.Services;

    public IServiceProvider QueueServices => _qstash.Services;

    /// <param name="unreliable">Deliver everything twice and lose every tenth answer on the way from the queue to the API.</param>
    public static async Task<TestSystem> StartAsync(
        bool unreliable = false, Dictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null)
    {
        var clock = new FakeTimeProvider(Start);
        var folder = TemporaryFolder();
        var storage = new HostStorage();
        var qstash = Builder(clock, new() { ["QStash:DataFolder"] = Path.Combine(folder.FullName, "qstash"), ["QSTASH_TOKEN"] = "token" });
        qstash.AddQStash();
        qstash.WithoutLoop<DeliveryService>();
        var qstashApp = qstash.Build();
        qstashApp.MapQStash();
        await qstashApp.StartAsync();

        var courier = unreliable ? await Courier.StartAsync() : null;
        var apiUrl = $"http://127.0.0.1:{Ports.Free()}";
        var api = Builder(clock, new()
        {
            ["SubTracker:DataFolder"] = folder.FullName,
            ["Jwt:SigningKey"] = new string('k', 48),
            ["Links:SigningKey"] = new string('l', 48),
            ["Auth:BCryptCost"] = "4",
            ["QSTASH_URL"] = qstashApp.Urls.Single(),
            ["QSTASH_TOKEN"] = "token",
            ["UPSTASH_WORKFLOW_URL"] = courier?.Url ?? apiUrl,
        });
        api.Configuration.AddInMemoryCollection(storage.Settings);
        api.Configuration.AddInMemoryCollection(settings ?? []);
        api.WebHost.UseUrls(apiUrl);
        api.AddServiceDefaults();
        api.AddApiService();
        api.Services.AddSingleton<CaughtMail>();
        if (settings?.ContainsKey("Email:Host") != true)
            api.Services.Replace(ServiceDescriptor.Singleton<IEmailSender>(s => s.GetRequiredService<CaughtMail>()));
        api.WithoutLoop<ReconcilerLoop>();
        api.WithoutLoop<RateLoop>();
        configure?.Invoke(api.Services);
        var apiApp = api.Build();
        apiApp.MapDefaultEndpoints();
        apiApp.MapApiService();
        await apiApp.StartAsync();
        courier?.ForwardTo(apiUrl);
        await HostStorage.KeepExpiredAsync(apiApp.Services);
        return new(apiApp, qstashApp, folder, storage, courier, clock);
    }

    public Task<HttpClient> SignUpAsync(string name = "Ada", string timeZone = "UTC") =>
        ClientAsync("sign-up", new SignUpRequest(name, $"{name}@example.org", Password, TimeZone: timeZone));

    /// <summary>The same user again, with a token that is good at the time the clock shows by now.</summary>
    public Task<HttpClient> SignInAsync(string name = "Ada") => ClientAsync("sign-in", new SignInRequest($"{name}@example.org", Password));

    /// <summary>Moves the clock on, stopping wherever something falls due, and sees everything done there.</summary>
    public async Task AdvanceAsync(TimeSpan span)
    {
        var target = Clock.GetUtcNow() + span;
        await SettleAsync();
        while (Clock.GetUtcNow() < target)
        {
            var step = Clock.GetUtcNow() + s_longestStep;
            var next = await Queue.NextDueAsync(default) is { } due && due < step ? due : step;
            Clock.SetUtcNow(next < target ? next : target);
            await SettleAsync();
        }
    }

    /// <summary>The clock jumps while the machine is off: nothing happens on the way, everything due happens afterwards.</summary>
    public async Task SleepThroughAsync(TimeSpan span)
    {
        Clock.Advance(span);
        await SettleAsync();
    }

    /// <summary>Everything that is due now, and what follows from it.</summary>
    public async Task SettleAsync()
    {
        do
        {
            await _api.Services.GetRequiredService<Reconciler>().RunOnceAsync(default);
            await Queue.DeliverDueAsync(default);
            await _api.Services.GetRequiredService<RenewalPlanner>().SendPendingAsync(default);
        } while (await Queue.NextDueAsync(default) <= Clock.GetUtcNow());
    }

    /// <summary>The queue drops the run of a subscription without a word.</summary>
    public async Task LoseRunAsync(string subscriptionId)
    {
        var subscription = await _api.Services.GetRequiredService<ISubscriptionStore>().FindAsync(subscriptionId, default);
        var runId = "wfr_" + subscription!.Plan.RunId(subscriptionId);
        Assert.Equal(1, await _api.Services.GetRequiredService<WorkflowClient>().CancelAsync([runId], default));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _api.StopAsync();
        await _api.DisposeAsync();
        await _storage.DisposeAsync();
        if (_courier is not null)
            await _courier.DisposeAsync();
        await _qstash.StopAsync();
        await _qstash.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<HttpClient> ClientAsync<T>(string path, T body) where T : notnull
    {
        var signedIn = await (await Client.PostJsonAsync($"/api/v1/auth/{path}", body)).DataAsync<SignedInResponse>();
        var client = new HttpClient { BaseAddress = Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.Token);
        return client;
    }

    private Dispatcher Queue => _qstash.Services.GetRequiredService<Dispatcher>();

    private static WebApplicationBuilder Builder(TimeProvider clock, Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration.AddInMemoryCollection([new("QSTASH_CURRENT_SIGNING_KEY", Key), new("QSTASH_NEXT_SIGNING_KEY", Key + "_next")]);
        return builder;
    }

    // In memory where the system offers it: what a power cut leaves is not what these tests are about, and a year has many commits.
    private static DirectoryInfo TemporaryFolder() => Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory(Path.Combine("/dev/shm", $"subtracker-{Guid.NewGuid():n}"))
        : Directory.CreateTempSubdirectory("subtracker-");
}

/// <summary>Stands where the mail server would.</summary>
internal sealed class CaughtMail : IEmailSender
{
    private readonly ConcurrentQueue<EmailMessage> _messages = [];

    public IReadOnlyCollection<EmailMessage> Messages => _messages;

    public Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        _messages.Enqueue(message);
        return Task.CompletedTask;
    }
}
