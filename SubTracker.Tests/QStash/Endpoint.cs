using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SubTracker.Tests.QStash;

/// <summary>One request that the endpoint got.</summary>
internal sealed record Delivery(string Method, string Path, IReadOnlyDictionary<string, string> Header, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string MessageId => Header["Upstash-Message-Id"];

    /// <summary>The decoded bodies of the entries.</summary>
    public IReadOnlyList<string> Entries =>
        [.. JsonNode.Parse(Body)!.AsArray().Select(entry => Encoding.UTF8.GetString(Convert.FromBase64String((string)entry!["body"]!)))];
}

/// <summary>What the endpoint answers; with the header that every workflow endpoint sends.</summary>
internal sealed record EndpointAnswer(int Status = 200, string Body = "", params (string Name, string Value)[] Header)
{
    public static EndpointAnswer Ok { get; } = new();
}

/// <summary>A destination: it records what it gets, and answers what the test says.</summary>
internal sealed class Endpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Delivery> _deliveries = [];

    private Endpoint(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single() + "/wf";

    public IReadOnlyList<Delivery> Deliveries => [.. _deliveries];

    public Func<Delivery, Task<EndpointAnswer>> Answer { get; set; } = _ => Task.FromResult(EndpointAnswer.Ok);

    public bool IsWorkflow { get; set; } = true;

    public static async Task<Endpoint> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var endpoint = new Endpoint(app);
        app.Run(endpoint.HandleAsync);
        await app.StartAsync();
        return endpoint;
    }

    public void Answers(params EndpointAnswer[] answers)
    {
        var index = -1;
        Answer = _ => Task.FromResult(answers[Math.Min(Interlocked.Increment(ref index), answers.Length - 1)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var delivery = new Delivery(context.Request.Method, context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        _deliveries.Enqueue(delivery);
        var answer = await Answer(delivery);
        context.Response.StatusCode = answer.Status;
        if (IsWorkflow)
            context.Response.Headers["Upstash-Workflow-Sdk-Version"] = "1";
        foreach (var (name, value) in answer.Header)
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(answer.Body);
    }
}
