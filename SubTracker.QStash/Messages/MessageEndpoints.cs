using System.Text;
using System.Text.Json;
using SubTracker.QStash.Access;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Messages;

internal static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/publish/{**destination}", (HttpContext context, Writer writer, TimeProvider time, CancellationToken cancellationToken) =>
            PublishAsync(context, null, writer, time, cancellationToken));
        routes.MapPost("/enqueue/{queue}/{**destination}",
            (HttpContext context, string queue, Writer writer, TimeProvider time, CancellationToken cancellationToken) =>
                PublishAsync(context, queue, writer, time, cancellationToken));
        routes.MapPost("/batch", BatchAsync);
        routes.MapGet("/messages/{id}", Get);
        routes.MapDelete("/messages/{id}", CancelAsync);
        routes.MapDelete("/messages", CancelManyAsync);
    }

    private static async Task<IResult> PublishAsync(
        HttpContext context, string? queue, Writer writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var prefix = queue is null ? "/v2/publish/" : $"/v2/enqueue/{context.Request.RawSegment(2)}/";
        var publication = await context.Request.ReadPublicationAsync(prefix, cancellationToken) with { Queue = queue };
        var accepted = await writer.WriteAsync(database => database.PublishAnywhere(publication, time.GetUtcNow().ToUnixTimeMilliseconds()));
        return Results.Json(accepted, Json.Options,
            statusCode: accepted is Accepted { Deduplicated: true } && !publication.StartsRun ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
    }

    private static async Task<IResult> BatchAsync(
        HttpContext context, Writer writer, TimeProvider time, ILogger<RefusalFilter> logger, CancellationToken cancellationToken)
    {
        var items = await context.Request.ReadJsonAsync<IReadOnlyList<BatchItem>>(cancellationToken);
        var callerIp = context.Connection.RemoteIpAddress?.ToString();
        // Queued together, so that they are tried in order and committed as one.
        var results = await Task.WhenAll(items.Select(item => TryPublishAsync(item.ToPublication(callerIp), writer, time)));
        foreach (var refusal in results.OfType<Refusal>())
            logger.Refused(context.Request.Method, context.Request.Path, refusal.Status, refusal.Message);
        var status = results.OfType<Refusal>().Select(refusal => refusal.Status).FirstOrDefault(StatusCodes.Status200OK);
        return Results.Json(
            results.Select(result => result is Refusal refusal ? new Refusal.ErrorBody(refusal.Message) : result), Json.Options, statusCode: status);
    }

    private static async Task<object> TryPublishAsync(Publication publication, Writer writer, TimeProvider time)
    {
        try
        {
            return await writer.WriteAsync(database => database.PublishAnywhere(publication, time.GetUtcNow().ToUnixTimeMilliseconds()));
        }
        catch (Refusal refusal)
        {
            return refusal;
        }
    }

    private static IResult Get(string id, Readers readers) => readers.Read(database =>
        Message.Find(database, id) is { State: < MessageState.Delivered } message
            ? Results.Json(MessageResponse.Of(message, message.RunId is { } runId ? Run.Find(database, runId) : null), Json.Options)
            : throw Refusal.NotFound($"message {id}"));

    private static async Task<IResult> CancelAsync(string id, Writer writer, TimeProvider time)
    {
        var cancelled = await writer.WriteAsync(database => Cancellation.Cancel(database, "id = $1", [id], time.GetUtcNow().ToUnixTimeMilliseconds()));
        return cancelled > 0 ? Results.Json(new { cancelled }, Json.Options) : throw Refusal.NotFound($"message {id}");
    }

    private static async Task<IResult> CancelManyAsync(HttpRequest request, Writer writer, TimeProvider time)
    {
        var query = request.Query;
        var filter = new Filter();
        filter.AnyOf("id", Filter.Values(query, "messageIds"));
        filter.AnyOf("queue", Filter.Values(query, "queueName"));
        filter.AnyOf("url", Filter.Values(query, "url"));
        filter.AnyOf("topic", Filter.Values(query, "topicName"));
        filter.AnyOf("schedule_id", Filter.Values(query, "scheduleId"));
        filter.AnyOf("caller_ip", Filter.Values(query, "callerIp"));
        filter.AnyOf("flow_key", Filter.Values(query, "flowControlKey"));
        filter.Labels("label", Filter.Values(query, "label"));
        filter.Compare("created_at >=", query["fromDate"]);
        filter.Compare("created_at <=", query["toDate"]);
        // Runs are cancelled as runs, not by losing a message.
        filter.Raw("run_id IS NULL");
        var count = Filter.Count(query);
        var cancelled = await writer.WriteAsync(database =>
            Cancellation.Cancel(database, filter.Where, filter.Parameters, time.GetUtcNow().ToUnixTimeMilliseconds(), count));
        return Results.Json(new { cancelled }, Json.Options);
    }

    private sealed record BatchItem(string? Destination, Headers? Headers, JsonElement Body, string? Queue)
    {
        public Publication ToPublication(string? callerIp) =>
            new(Destination ?? "", Headers ?? [], Encoding.UTF8.GetBytes(BodyText), Queue, callerIp);

        // The official SDK's calls leave a body that is an object as it is.
        private string BodyText => Body.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => "",
            JsonValueKind.String => Body.GetString()!,
            _ => Body.GetRawText(),
        };
    }
}
