using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SubTracker.Web;
using SubTracker.Web.Api;

namespace SubTracker.Tests.Web;

/// <summary>The pages on a loopback port, with a stub in the place of the API.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebHost(WebApplication app, StubApi api, HttpClient browser) => (_app, Api, Browser) = (app, api, browser);

    public StubApi Api { get; }

    /// <summary>Keeps cookies and follows no redirect.</summary>
    public HttpClient Browser { get; }

    public static async Task<WebHost> StartAsync(string dataFolder)
    {
        var api = new StubApi();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebFrontEnd).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration["SubTracker:DataFolder"] = dataFolder;
        builder.Configuration["Web:ApiBaseUrl"] = "http://api.test";
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseStaticWebAssets();
        builder.AddWeb();
        builder.Services.AddHttpClient(nameof(AccountClient)).ConfigurePrimaryHttpMessageHandler(() => api);
        var app = builder.Build();
        app.MapWeb();
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
