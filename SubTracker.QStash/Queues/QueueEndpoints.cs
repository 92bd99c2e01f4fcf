using SubTracker.QStash.Access;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Queues;

internal static class QueueEndpoints
{
    private const int MostParallel = 1000;

    private const string Select =
        """
        SELECT name, parallelism, paused, created_at, updated_at,
            (SELECT COUNT(*) FROM messages WHERE queue = name AND state IN (0, 1, 2, 3)) AS lag FROM queues
        """;

    public static void MapQueues(this IEndpointRouteBuilder routes)
    {
        var queues = routes.MapGroup("/queues");
        queues.MapPost("", UpsertAsync);
        queues.MapGet("", (Readers readers) => Results.Json(readers.Read(database => database.Query($"{Select} ORDER BY name", Of)), Json.Options));
        queues.MapGet("/{name}", (string name, Readers readers) => Results.Json(
            readers.Read(database => database.First($"{Select} WHERE name = $1", Of, name)) ?? throw Refusal.NotFound($"queue {name}"), Json.Options));
        queues.MapDelete("/{name}", DeleteAsync);
        queues.MapPost("/{name}/pause", (string name, Writer writer, TimeProvider time) => PauseAsync(name, true, writer, time));
        queues.MapPost("/{name}/resume", (string name, Writer writer, TimeProvider time) => PauseAsync(name, false, writer, time));
    }

    private static async Task<IResult> UpsertAsync(HttpRequest request, Writer writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var queue = await request.ReadJsonAsync<QueueRequest>(cancellationToken);
        if (string.IsNullOrEmpty(queue.QueueName))
            throw Refusal.BadRequest("queueName is missing");
        if (queue.Parallelism < 1)
            throw Refusal.BadRequest($"parallelism is a positive number, not {queue.Parallelism}");
        if (queue.Parallelism > MostParallel)
            throw Refusal.OverQuota($"parallelism is at most {MostParallel}, not {queue.Parallelism}");
        await writer.WriteAsync(database =>
        {
            database.Execute(
                """
                INSERT INTO queues (name, parallelism, paused, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)
                ON CONFLICT (name) DO UPDATE SET parallelism = $2, paused = $3, updated_at = $4
                """, queue.QueueName, queue.Parallelism, queue.Paused ? 1 : 0, time.GetUtcNow().ToUnixTimeMilliseconds());
            Queue.CallNext(database, queue.QueueName);
        });
        return Results.Ok();
    }

    private static async Task<IResult> DeleteAsync(string name, Writer writer, TimeProvider time)
    {
        await writer.WriteAsync(database =>
        {
            if (database.Execute("DELETE FROM queues WHERE name = $1", name) == 0)
                throw Refusal.NotFound($"queue {name}");
            Cancellation.Cancel(database, "queue = $1", [name], time.GetUtcNow().ToUnixTimeMilliseconds());
        });
        return Results.Ok();
    }

    private static async Task<IResult> PauseAsync(string name, bool paused, Writer writer, TimeProvider time)
    {
        await writer.WriteAsync(database =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (database.Execute("UPDATE queues SET paused = $2, updated_at = $3 WHERE name = $1", name, paused ? 1 : 0, now) == 0)
                throw Refusal.NotFound($"queue {name}");
            Queue.CallNext(database, name);
        });
        return Results.Ok();
    }

    private static QueueResponse Of(Microsoft.Data.Sqlite.SqliteDataReader row) => new(
        row.Text("name")!, row.Number("parallelism")!.Value, row.Number("paused") == 1, row.Number("created_at")!.Value, row.Number("updated_at")!.Value,
        row.Number("lag")!.Value);

    private sealed record QueueRequest(string? QueueName, int Parallelism = 1, bool Paused = false);

    private sealed record QueueResponse(string Name, long Parallelism, bool Paused, long CreatedAt, long UpdatedAt, long Lag);
}
