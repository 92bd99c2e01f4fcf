using System.Text;
using SubTracker.QStash.Access;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Messages;

internal static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/batch", BatchAsync);
        routes.MapPost("/publish/{**destination}", PublishAsync);
    }

    private static async Task<IResult> PublishAsync(HttpContext context, Writer writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var publication = await context.Request.ReadPublicationAsync("/v2/publish/", cancellationToken);
        var accepted = await writer.WriteAsync(database => database.Publish(publication, time.GetUtcNow().ToUnixTimeMilliseconds()));
        return Results.Json(accepted, Json.Options);
    }

    private static async Task<IResult> BatchAsync(HttpContext context, Writer writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var items = await context.Request.ReadJsonAsync<IReadOnlyList<BatchItem>>(cancellationToken);
        var callerIp = context.Connection.RemoteIpAddress?.ToString();
        // Queued together, so that they are tried in order and committed as one.
        var results = await Task.WhenAll(items.Select(item => TryPublishAsync(item.ToPublication(callerIp), writer, time)));
        var status = results.OfType<Refusal>().Select(refusal => refusal.Status).FirstOrDefault(StatusCodes.Status200OK);
        return Results.Json(
            results.Select(result => result is Refusal refusal ? new Refusal.ErrorBody(refusal.Message) : result), Json.Options, statusCode: status);
    }

    private static async Task<object> TryPublishAsync(Publication publication, Writer writer, TimeProvider time)
    {
        try
        {
            return await writer.WriteAsync(database => database.Publish(publication, time.GetUtcNow().ToUnixTimeMilliseconds()));
        }
        catch (Refusal refusal)
        {
            return refusal;
        }
    }

    private sealed record BatchItem(string? Destination, Headers? Headers, string? Body, string? Queue)
    {
        public Publication ToPublication(string? callerIp) =>
            new(Destination ?? "", Headers ?? [], Encoding.UTF8.GetBytes(Body ?? ""), Queue, callerIp);
    }
}
