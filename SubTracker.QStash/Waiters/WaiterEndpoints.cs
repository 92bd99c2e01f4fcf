using System.Net.Mime;
using SubTracker.QStash.Access;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Waiters;

internal static class WaiterEndpoints
{
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromDays(7);

    public static void MapWaiters(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/wait/{eventId}", WaitAsync);
        routes.MapGet("/waiters/{eventId}", (string eventId, Readers readers) =>
            Results.Json(readers.Read(database => Waiter.OfEvent(database, eventId)).Select(WaiterResponse.Of), Json.Options));
        routes.MapPost("/notify/{eventId}", NotifyAllAsync);
        routes.MapPost("/notify/{runId}/{eventId}", NotifyRunAsync);
        routes.Map("/workflows/hooks/{userId}/{runId}/{eventId}", WebhookAsync);
    }

    private static async Task<IResult> WaitAsync(string eventId, HttpRequest request, Writer writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var header = request.Instructions();
        var wait = await request.ReadJsonAsync<WaitRequest>(cancellationToken);
        var runId = header["upstash-workflow-runid"] ?? throw Refusal.BadRequest("Upstash-Workflow-RunId is missing");
        var timeout = wait.Timeout is null ? s_defaultTimeout
            : Duration.Parse(wait.Timeout) ?? throw Refusal.BadRequest($"timeout is a duration such as 7d, not '{wait.Timeout}'");
        var messageId = await writer.WriteAsync(database =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            Instructions.Check(new Publication(wait.Url ?? "", header, []), database.AllowsPrivateAddresses);
            Instructions.Check(new Publication(wait.TimeoutUrl ?? wait.Url!, wait.TimeoutHeaders ?? header, []), database.AllowsPrivateAddresses);
            _ = RunPublishing.Started(database, runId);
            if (Notification.TakeKept(database, runId, eventId) is { } kept)
                return database.AppendStep(runId, new Publication(wait.Url!, header, Waiter.Step(wait.Step, eventId, kept)), now).MessageId;
            Waiter.Add(database, eventId, runId, now + (long)timeout.TotalMilliseconds, header, wait);
            return Identifiers.New("msg_");
        });
        return Results.Json(new Accepted(messageId), Json.Options);
    }

    private static async Task<IResult> NotifyAllAsync(string eventId, HttpRequest request, Writer writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await request.ReadBytesAsync(cancellationToken);
        var notified = await writer.WriteAsync(database => database.NotifyAll(eventId, body, time.GetUtcNow().ToUnixTimeMilliseconds()));
        return Results.Json(notified, Json.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> NotifyRunAsync(
        string runId, string eventId, HttpRequest request, Writer writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await request.ReadBytesAsync(cancellationToken);
        var notified = await writer.WriteAsync(database => database.NotifyRun(runId, eventId, body, time.GetUtcNow().ToUnixTimeMilliseconds()));
        return Results.Json(notified, Json.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Anybody may call a hook: its address is the secret.</summary>
    private static async Task<IResult> WebhookAsync(
        string runId, string eventId, HttpRequest request, Writer writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var header = new Headers();
        foreach (var (name, values) in request.Headers)
            header.Set(name, [.. values.OfType<string>()]);
        var called = Json.Bytes(new
        {
            method = request.Method,
            header,
            body = await request.ReadBytesAsync(cancellationToken),
            proto = request.Scheme,
            host = request.Host.Value,
            url = $"{request.Path}{request.QueryString}",
        });
        await writer.WriteAsync(database => database.NotifyRun(runId, eventId, called, time.GetUtcNow().ToUnixTimeMilliseconds()));
        return Results.Text("OK", MediaTypeNames.Text.Plain);
    }
}
