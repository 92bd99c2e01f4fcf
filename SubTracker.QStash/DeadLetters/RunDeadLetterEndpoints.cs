using SubTracker.QStash.Access;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.DeadLetters;

internal static class RunDeadLetterEndpoints
{
    private const int MostAtOnce = 50;

    public static void MapRunDeadLetters(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/workflows/dlq");
        letters.MapGet("", (HttpRequest request, Readers readers) => DeadLetterEndpoints.List(request, readers, ofRuns: true));
        letters.MapGet("/{id}", DeadLetterEndpoints.Get);
        letters.MapDelete("/{id}", DeadLetterEndpoints.DeleteAsync);
        letters.MapDelete("", (HttpRequest request, Writer writer) => DeadLetterEndpoints.DeleteManyAsync(request, writer, ofRuns: true));
        letters.MapPost("/resume", (HttpRequest request, Writer writer, TimeProvider time) => AgainAsync(request, Revival.Resume, writer, time));
        letters.MapPost("/restart", (HttpRequest request, Writer writer, TimeProvider time) => AgainAsync(request, Revival.Restart, writer, time));
        letters.MapPost("/resume/{id}", (string id, HttpRequest request, Writer writer, TimeProvider time) => OneAgainAsync(id, request, Revival.Resume, writer, time));
        letters.MapPost("/restart/{id}", (string id, HttpRequest request, Writer writer, TimeProvider time) => OneAgainAsync(id, request, Revival.Restart, writer, time));
        letters.MapPost("/callback/{id}", CallBackAgainAsync);
        letters.MapDelete("/callback/{id}", CancelCallbackAsync);
    }

    private static async Task<IResult> AgainAsync(
        HttpRequest request, Func<Database, DeadLetter, Headers, long, RevivedRun> revive, Writer writer, TimeProvider time)
    {
        var count = Filter.Count(request.Query, MostAtOnce);
        var filter = DeadLetterFilter.Of(request.Query, ofRuns: true);
        var overrides = request.Instructions();
        var workflowRuns = await writer.WriteAsync(database => DeadLetter.List(database, filter, count)
            .ConvertAll(letter => revive(database, letter, overrides, time.GetUtcNow().ToUnixTimeMilliseconds())));
        return Results.Json(new { cursor = "", workflowRuns }, Json.Options);
    }

    private static async Task<IResult> OneAgainAsync(
        string id, HttpRequest request, Func<Database, DeadLetter, Headers, long, RevivedRun> revive, Writer writer, TimeProvider time)
    {
        var overrides = request.Instructions();
        return Results.Json(await writer.WriteAsync(database =>
            revive(database, OfRun(database, id), overrides, time.GetUtcNow().ToUnixTimeMilliseconds())), Json.Options);
    }

    private static async Task<IResult> CallBackAgainAsync(string id, Writer writer, TimeProvider time) =>
        Results.Json(await writer.WriteAsync(database =>
        {
            var letter = OfRun(database, id);
            if (letter.Run!.FailureMessage is null || Message.Find(database, letter.Run.FailureMessage) is not { } callback)
                throw Refusal.NotFound($"failure callback of {id}");
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var again = callback with { Id = Identifiers.New("msg_"), State = MessageState.Waiting, Due = now, CreatedAt = now, Retried = 0 };
            again.Insert(database);
            database.Execute("UPDATE runs SET failure_message = $2 WHERE id = $1", letter.Run.Id, again.Id);
            return new { workflowRunId = letter.Run.Id, workflowCreatedAt = letter.Run.CreatedAt, messageId = again.Id };
        }), Json.Options);

    private static async Task<IResult> CancelCallbackAsync(string id, Writer writer, TimeProvider time)
    {
        await writer.WriteAsync(database =>
            Cancellation.Cancel(database, "id = $1", [OfRun(database, id).Run!.FailureMessage], time.GetUtcNow().ToUnixTimeMilliseconds()));
        return Results.Ok();
    }

    private static DeadLetter OfRun(Database database, string id) =>
        DeadLetter.Find(database, id) is { Run: not null } letter ? letter : throw Refusal.NotFound($"dead letter {id}");
}
