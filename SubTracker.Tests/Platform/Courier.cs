using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SubTracker.Tests.Platform;

/// <summary>A careless path between queue and API: every delivery arrives twice, and every tenth answer is lost on the way back.</summary>
internal sealed class Courier : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();
    private Uri? _target;
    private int _answers;

    private Courier(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public static async Task<Courier> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var courier = new Courier(app);
        app.Run(courier.CarryAsync);
        await app.StartAsync();
        return courier;
    }

    public void ForwardTo(string url) => _target = new Uri(url);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task CarryAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using var first = await SendAsync(context.Request, body.ToArray());
        using var second = await SendAsync(context.Request, body.ToArray());
        if (Interlocked.Increment(ref _answers) % 10 == 0)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = (int)first.StatusCode;
        foreach (var header in first.Headers.Where(h => h.Key != "Transfer-Encoding"))
            context.Response.Headers[header.Key] = header.Value.ToArray();
        if (first.StatusCode != HttpStatusCode.NoContent)
            await context.Response.Body.WriteAsync(await first.Content.ReadAsByteArrayAsync());
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequest request, byte[] body)
    {
        using var copy = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_target!, request.Path + request.QueryString))
        {
            Content = new ByteArrayContent(body),
        };
        foreach (var header in request.Headers.Where(h => h.Key is not ("Host" or "Content-Length")))
            if (!copy.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray()))
                copy.Content.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
        return await _client.SendAsync(copy);
    }
}
