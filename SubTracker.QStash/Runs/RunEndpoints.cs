using System.Text;
using SubTracker.QStash.Access;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Runs;

internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/workflows/runs");
        runs.MapGet("/{runId}", GetEntries);
        runs.MapDelete("/{runId}", EndAsync);
        runs.MapDelete("", CancelAsync);
    }

    /// <summary>The history that was too long for a delivery; gone with the end of the run.</summary>
    private static IResult GetEntries(string runId, Readers readers) =>
        readers.Read(database => Run.Find(database, runId) is { IsStarted: true } ? Entry.All(database, runId) : null) is { } entries
            ? Results.Bytes(Entry.Write(entries), "application/json")
            : throw Refusal.NotFound($"workflow run {runId}");

    /// <summary>The end of a run, told by its endpoint (<c>cancel=false</c>), or its cancellation. Ending twice is ending once.</summary>
    private static async Task<IResult> EndAsync(
        string runId, HttpRequest request, Writer writer, TimeProvider time, bool cancel = true, CancellationToken cancellationToken = default)
    {
        var response = Encoding.UTF8.GetString(await request.ReadBytesAsync(cancellationToken));
        await writer.WriteAsync(database =>
        {
            if (Run.Find(database, runId) is null)
                throw Refusal.NotFound($"workflow run {runId}");
            database.EndRun(runId, cancel ? RunState.Canceled : RunState.Success, cancel || response.Length == 0 ? null : response,
                time.GetUtcNow().ToUnixTimeMilliseconds());
        });
        return Results.Text("OK");
    }

    private static async Task<IResult> CancelAsync(HttpRequest request, Writer writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var filter = await FilterAsync(request, cancellationToken);
        var count = Filter.Count(request.Query);
        var cancelled = await writer.WriteAsync(database =>
        {
            var ids = database.Query($"SELECT id FROM runs WHERE state = 'RUN_STARTED' AND {filter.Where} LIMIT {count}", row => row.GetString(0), filter.Parameters);
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            return ids.Count(id => database.EndRun(id, RunState.Canceled, null, now));
        });
        return Results.Json(new { cancelled }, Json.Options);
    }

    private static async Task<Filter> FilterAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var ids = Filter.Values(request.Query, "workflowRunIds");
        if (ids.Count > 0)
            return RunFilter.OfIds(ids);
        // The form of older clients.
        if (request.ContentLength > 0 && await request.ReadJsonAsync<CancelBody>(cancellationToken) is var body)
        {
            if (body.WorkflowRunIds is { Count: > 0 } bodyIds)
                return RunFilter.OfIds(bodyIds);
            if (body.WorkflowUrl is { Count: > 0 } urls)
                return RunFilter.OfUrls(urls);
        }

        return RunFilter.Of(request.Query, request.Query["workflowUrlExactMatch"] == "true");
    }

    private sealed record CancelBody(IReadOnlyList<string>? WorkflowRunIds, IReadOnlyList<string>? WorkflowUrl);
}
