using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SubTracker.QStash;
using SubTracker.QStash.Delivery;
using SubTracker.QStash.Retention;

namespace SubTracker.Tests.QStash;

/// <summary>A real server on a port of its own, with the test's clock and nobody who delivers but the test.</summary>
internal sealed class LocalQStash : IAsyncDisposable
{
    // The published token of the official local mode's first test user: webhook addresses are made of its user's name.
    public const string Token = "eyJVc2VySUQiOiJ0ZXN0VXNlcjEiLCJQYXNzd29yZCI6InRlc3RQYXNzd29yZCJ9";
    public const string CurrentKey = "sig_current";
    public const string NextKey = "sig_next";

    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;
    private readonly bool _ownsFolder;

    private LocalQStash(WebApplication app, FakeTimeProvider time, DirectoryInfo folder, bool ownsFolder)
    {
        _app = app;
        _folder = folder;
        _ownsFolder = ownsFolder;
        Time = time;
        Url = app.Urls.Single();
        Http = new HttpClient { BaseAddress = new Uri(Url), DefaultRequestHeaders = { { "Authorization", $"Bearer {Token}" } } };
    }

    public FakeTimeProvider Time { get; }

    public string Url { get; }

    public HttpClient Http { get; }

    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    private Dispatcher Dispatcher => _app.Services.GetRequiredService<Dispatcher>();

    public static async Task<LocalQStash> StartAsync(Dictionary<string, string?>? settings = null, DirectoryInfo? folder = null, FakeTimeProvider? time = null)
    {
        time ??= new FakeTimeProvider(DateTimeOffset.Parse("2026-01-31T09:00:00Z", null));
        var data = folder ?? Directory.CreateTempSubdirectory("qstash-");
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["QStash:DataFolder"] = data.FullName,
            ["QSTASH_TOKEN"] = Token,
            ["QSTASH_CURRENT_SIGNING_KEY"] = CurrentKey,
            ["QSTASH_NEXT_SIGNING_KEY"] = NextKey,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddQStash();
        foreach (var service in new[] { typeof(DeliveryService), typeof(SweepingService) })
            builder.Services.Remove(builder.Services.Single(registered => registered.ImplementationType == service));
        var app = builder.Build();
        app.MapQStash();
        await app.StartAsync();
        return new LocalQStash(app, time, data, ownsFolder: folder is null);
    }

    public Task DeliverAsync() => Dispatcher.DeliverDueAsync(TestContext.Current.CancellationToken);

    public Task<DateTimeOffset?> NextDueAsync() => Dispatcher.NextDueAsync(TestContext.Current.CancellationToken);

    public Task SweepAsync() => _app.Services.GetRequiredService<Sweeper>().SweepAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets time pass, delivering at each moment at which something falls due.</summary>
    public async Task AdvanceAsync(TimeSpan span)
    {
        var until = Time.GetUtcNow() + span;
        await DeliverAsync();
        while (await NextDueAsync() is { } due && due <= until)
        {
            if (due > Time.GetUtcNow())
                Time.SetUtcNow(due);
            await DeliverAsync();
        }

        Time.SetUtcNow(until);
        await DeliverAsync();
    }

    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == response.StatusCode, $"{method} {path}: {response.StatusCode} {text}");
        return text is "" or "OK" ? null : JsonNode.Parse(text);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsFolder)
            _folder.Delete(recursive: true);
    }
}
