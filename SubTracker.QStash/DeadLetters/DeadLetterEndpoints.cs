using System.Globalization;
using SubTracker.QStash.Access;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.DeadLetters;

internal static class DeadLetterEndpoints
{
    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/dlq");
        letters.MapGet("", (HttpRequest request, Readers readers) => List(request, readers, ofRuns: request.Query["source"] == "workflow"));
        letters.MapDelete("", (HttpRequest request, Writer writer) => DeleteManyAsync(request, writer, ofRuns: false));
        letters.MapPost("/retry", RetryAsync);
        letters.MapGet("/{id}", Get);
        letters.MapDelete("/{id}", DeleteAsync);
    }

    public static IResult List(HttpRequest request, Readers readers, bool ofRuns)
    {
        var count = Filter.Count(request.Query);
        var filter = DeadLetterFilter.Of(request.Query, ofRuns);
        return readers.Read(database =>
        {
            var letters = DeadLetter.List(database, filter, count);
            var cursor = letters.Count < count ? "" : database.Number("SELECT rowid FROM dead_letters WHERE id = $1", letters[^1].Id)?.ToString(CultureInfo.InvariantCulture);
            return Results.Json(new { messages = letters.Select(letter => DeadLetterResponse.Of(database, letter)).ToList(), cursor }, Json.Options);
        });
    }

    public static IResult Get(string id, Readers readers) => readers.Read(database => DeadLetter.Find(database, id) is { } letter
        ? Results.Json(DeadLetterResponse.Of(database, letter), Json.Options)
        : throw Refusal.NotFound($"dead letter {id}"));

    public static async Task<IResult> DeleteAsync(string id, Writer writer) =>
        await writer.WriteAsync(database => DeadLetter.Delete(database, id))
            ? Results.Json(new { deleted = 1 }, Json.Options)
            : throw Refusal.NotFound($"dead letter {id}");

    public static async Task<IResult> DeleteManyAsync(HttpRequest request, Writer writer, bool ofRuns)
    {
        var count = Filter.Count(request.Query);
        var filter = DeadLetterFilter.Of(request.Query, ofRuns);
        var deleted = await writer.WriteAsync(database =>
            DeadLetter.List(database, filter, count).Count(letter => DeadLetter.Delete(database, letter.Id)));
        return Results.Json(new { deleted, cursor = deleted < count ? "" : "0" }, Json.Options);
    }

    private static async Task<IResult> RetryAsync(HttpRequest request, Writer writer, TimeProvider time)
    {
        var count = Filter.Count(request.Query);
        var filter = DeadLetterFilter.Of(request.Query, ofRuns: false);
        var responses = await writer.WriteAsync(database => DeadLetter.List(database, filter, count).ConvertAll(letter =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var again = letter.Message with { Id = Identifiers.New("msg_"), State = MessageState.Waiting, Due = now, CreatedAt = now, Retried = 0 };
            again.Insert(database);
            DeadLetter.Delete(database, letter.Id);
            return new { messageId = again.Id };
        }));
        return Results.Json(new { cursor = "", responses }, Json.Options);
    }
}
