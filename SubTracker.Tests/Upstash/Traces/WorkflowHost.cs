using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>A small service with workflows, on a free loopback port; its QStash is a message handler.</summary>
internal sealed class WorkflowHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WorkflowHost(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public FakeTimeProvider Time => (FakeTimeProvider)Get<TimeProvider>();

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<WorkflowHost> StartAsync(
        IEnumerable<KeyValuePair<string, string?>> settings, HttpMessageHandler qstash, Action<WebApplication> map, object? shared = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero)));
        builder.Services.AddUpstash(builder.Configuration);
        builder.Services.AddHttpClient("Upstash").ConfigurePrimaryHttpMessageHandler(() => qstash);
        if (shared is not null)
            builder.Services.AddSingleton(shared.GetType(), shared);

        var app = builder.Build();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new WorkflowHost(app);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
