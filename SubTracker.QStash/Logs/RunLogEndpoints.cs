using System.Globalization;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Logs;

internal static class RunLogEndpoints
{
    private const int MostRuns = 10;

    public static void MapRunLogs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/workflows/events", List);
        routes.MapGet("/workflows/logs", List);
    }

    /// <summary>Runs, newest first, each with all that happened in it.</summary>
    private static IResult List(HttpRequest request, Readers readers)
    {
        var count = Filter.Count(request.Query, MostRuns);
        var filter = RunFilter.Of(request.Query, isExactUrl: true);
        foreach (var messageId in Filter.Values(request.Query, "messageId"))
            filter.Contains("runs.id", "SELECT run_id FROM entries WHERE message_id", messageId);
        filter.Compare("runs.rowid <", request.Query["cursor"]);
        return readers.Read(database =>
        {
            var runs = database.Query(
                $"SELECT runs.rowid AS position, {Run.Columns} FROM runs WHERE {filter.Where} ORDER BY runs.rowid DESC LIMIT {count}",
                row => (Position: row.Number("position")!.Value, Run: Run.Of(row)), filter.Parameters);
            var cursor = runs.Count < count ? "" : runs[^1].Position.ToString(CultureInfo.InvariantCulture);
            return Results.Json(new { cursor, runs = runs.ConvertAll(row => RunLog.Of(database, row.Run)) }, Json.Options);
        });
    }
}
