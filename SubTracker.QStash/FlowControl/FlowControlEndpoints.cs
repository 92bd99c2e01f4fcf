using SubTracker.QStash.Access;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.FlowControl;

internal static class FlowControlEndpoints
{
    public static void MapFlowControl(this IEndpointRouteBuilder routes)
    {
        var flows = routes.MapGroup("/flowControl/{key}");
        flows.MapGet("", Get);
        flows.MapPost("/pause", (string key, Writer writer) => ChangeAsync(key, "paused = 1", [], writer));
        flows.MapPost("/resume", (string key, Writer writer) => ChangeAsync(key, "paused = 0", [], writer));
        flows.MapPost("/resetRate", (string key, Writer writer, TimeProvider time) =>
            ChangeAsync(key, "window_count = 0, window_start = $2", [time.GetUtcNow().ToUnixTimeMilliseconds()], writer));
        flows.MapPost("/pin", PinAsync);
        flows.MapPost("/unpin", (string key, Writer writer, bool parallelism = false, bool rate = false) => ChangeAsync(key,
            "pinned_parallelism = CASE WHEN $2 THEN 0 ELSE pinned_parallelism END, pinned_rate = CASE WHEN $3 THEN 0 ELSE pinned_rate END",
            [parallelism ? 1 : 0, rate ? 1 : 0], writer));
        routes.MapGet("/globalParallelism", (Readers readers, Microsoft.Extensions.Options.IOptions<QStashOptions> options) => Results.Json(new
        {
            parallelismMax = options.Value.Parallelism,
            parallelismCount = readers.Read(database => database.Number("SELECT COUNT(*) FROM messages WHERE state = 1")),
        }, Json.Options));
    }

    private static IResult Get(string key, Readers readers) => Results.Json(
        readers.Read(database => database.First("SELECT * FROM flows WHERE key = $1", row => new
        {
            flowControlKey = key,
            waitListSize = database.Number("SELECT COUNT(*) FROM messages WHERE state = 3 AND flow_key = $1", key),
            parallelismMax = row.Number("parallelism") ?? 0,
            parallelismCount = Flow.Flying(database, key),
            rateMax = row.Number("rate") ?? 0,
            rateCount = row.Number("window_count"),
            ratePeriod = row.Number("period") / 1000,
            ratePeriodStart = row.Number("window_start") / 1000,
            isPaused = row.Number("paused") == 1,
            isPinnedParallelism = row.Number("pinned_parallelism") == 1,
            isPinnedRate = row.Number("pinned_rate") == 1,
        }, key)) ?? throw Refusal.NotFound($"flow control key {key}"), Json.Options);

    private static Task<IResult> PinAsync(string key, Writer writer, int? parallelism = null, int? rate = null, string? period = null)
    {
        if (parallelism < 1 || rate < 1)
            throw Refusal.BadRequest("parallelism and rate are positive numbers");
        var milliseconds = period is null ? (long?)null
            : (long)(Duration.Parse(period) ?? throw Refusal.BadRequest($"period is a duration, not '{period}'")).TotalMilliseconds;
        return ChangeAsync(key,
            """
            parallelism = COALESCE($2, parallelism), pinned_parallelism = CASE WHEN $2 IS NULL THEN pinned_parallelism ELSE 1 END,
            rate = COALESCE($3, rate), pinned_rate = CASE WHEN $3 IS NULL THEN pinned_rate ELSE 1 END, period = COALESCE($4, period)
            """, [parallelism, rate, milliseconds], writer);
    }

    private static async Task<IResult> ChangeAsync(string key, string change, object?[] values, Writer writer)
    {
        await writer.WriteAsync(database =>
        {
            Flow.Configure(database, key, null);
            database.Execute($"UPDATE flows SET {change} WHERE key = $1", [key, .. values]);
            Flow.CallNext(database, key, long.MaxValue);
        });
        return Results.Ok();
    }
}
