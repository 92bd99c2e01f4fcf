using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SubTracker.Tests.Platform;

/// <summary>
/// A careless path between queue and API: every delivery arrives twice, the second time behind what came after it, and every tenth answer is
/// lost on the way back.
/// </summary>
internal sealed class Courier : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();
    private Uri? _target;
    private int _answers;
    private Delivery? _kept;

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
        var delivery = new Delivery(
            context.Request.Method, context.Request.Path + context.Request.QueryString,
            context.Request.Headers.Where(h => h.Key is not ("Host" or "Content-Length")).ToDictionary(h => h.Key, h => h.Value.ToArray()), body.ToArray());
        using var first = await SendAsync(delivery);
        if (Interlocked.Exchange(ref _kept, delivery) is { } earlier)
            (await SendAsync(earlier)).Dispose();
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

    private async Task<HttpResponseMessage> SendAsync(Delivery delivery)
    {
        using var copy = new HttpRequestMessage(new HttpMethod(delivery.Method), new Uri(_target!, delivery.Path)) { Content = new ByteArrayContent(delivery.Body) };
        foreach (var (name, value) in delivery.Headers)
            if (!copy.Headers.TryAddWithoutValidation(name, value))
                copy.Content.Headers.TryAddWithoutValidation(name, value);
        return await _client.SendAsync(copy);
    }

    private sealed record Delivery(string Method, string Path, Dictionary<string, string?[]> Headers, byte[] Body);
}
