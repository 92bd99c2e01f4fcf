using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SubTracker.Web;
using SubTracker.Web.Api;
using SubTracker.Web.Platform;

namespace SubTracker.Tests.Web;

/// <summary>The pages on a loopback port, with a stub in the place of the API.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebHost(WebApplication app, StubApi api, HttpClient browser) => (_app, Api, Browser) = (app, api, browser);

    public StubApi Api { get; }

    /// <summary>Keeps cookies and follows no redirect.</summary>
    public HttpClient Browser { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<WebHost> StartAsync(string dataFolder) => StartAsync(
        new() { ["SubTracker:DataFolder"] = dataFolder, ["Web:ApiBaseUrl"] = "http://api.test" },
        (builder, api) =>
        {
            foreach (var client in (string[])[nameof(AccountClient), nameof(ExportClient), nameof(ApiForwarding)])
                builder.Services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => api);
        });

    /// <summary>One of several replicas before a real API.</summary>
    public static Task<WebHost> StartAsync(Uri api, string secret) => StartAsync(
        new() { ["Web:Secret"] = secret, ["Web:ApiBaseUrl"] = api.ToString() }, (_, _) => { });

    private static async Task<WebHost> StartAsync(Dictionary<string, string?> settings, Action<WebApplicationBuilder, StubApi> configure)
    {
        var api = new StubApi();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebFrontEnd).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseStaticWebAssets();
        builder.AddWeb();
        configure(builder, api);
        var app = builder.Build();
        app.MapWeb();
        app.MapToApi();
        await app.StartAsync();
        return new(app, api, new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(app.Urls.Single()) });
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await _app.DisposeAsync();
        Assert.Empty(Api.Unexpected);
    }
}
