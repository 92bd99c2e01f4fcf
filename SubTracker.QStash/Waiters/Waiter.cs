using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Waiters;

/// <summary>What an endpoint sends when its run waits for an event.</summary>
internal sealed record WaitRequest(string? Url, string? Timeout, string? TimeoutUrl, string? TimeoutBody, Headers? TimeoutHeaders, JsonObject? Step);

/// <summary>A run that waits for an event.</summary>
internal sealed record Waiter(long Id, string EventId, string RunId, long Deadline, Headers Header, WaitRequest Request)
{
    private const string Select = "SELECT id, event_id, run_id, deadline, header, request FROM waiters";

    public static void Add(Database database, string eventId, string runId, long deadline, Headers header, WaitRequest request)
    {
        database.Execute("INSERT INTO waiters (event_id, run_id, deadline, header, request) VALUES ($1, $2, $3, $4, $5)",
            eventId, runId, deadline, Json.Text(header), Json.Text(request));
        database.HasNewWork = true;
    }

    public static List<Waiter> OfEvent(Database database, string eventId) =>
        database.Query($"{Select} WHERE event_id = $1 AND suspended = 0 ORDER BY id", Of, eventId);

    public static Waiter? OfRun(Database database, string runId, string eventId) =>
        database.First($"{Select} WHERE run_id = $1 AND event_id = $2 AND suspended = 0 ORDER BY id", Of, runId, eventId);

    public static List<Waiter> TimedOut(Database database, long now, int count) =>
        database.Query($"{Select} WHERE suspended = 0 AND deadline <= $1 ORDER BY deadline LIMIT $2", Of, now, count);

    /// <summary>Appends the waited-for step to the run, with what the event brought; nothing where it did not come in time.</summary>
    public Accepted Complete(Database database, byte[]? eventBody, long now)
    {
        database.Execute("DELETE FROM waiters WHERE id = $1", Id);
        var header = eventBody is null ? Request.TimeoutHeaders ?? Header : Header;
        var url = (eventBody is null ? Request.TimeoutUrl : null) ?? Request.Url ?? "";
        return database.AppendStep(RunId, new Publication(url, header, Step(Request.Step, EventId, eventBody)), now);
    }

    public static byte[] Step(JsonObject? step, string eventId, byte[]? eventBody)
    {
        var completed = step?.DeepClone().AsObject() ?? [];
        completed["waitEventId"] = eventId;
        completed["waitTimeout"] = eventBody is null;
        if (eventBody is not null)
            completed["out"] = Convert.ToBase64String(eventBody);
        return Json.Bytes(completed);
    }

    private static Waiter Of(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt64(3), Headers.Parse(row.GetString(4)),
        System.Text.Json.JsonSerializer.Deserialize<WaitRequest>(row.GetString(5), Json.Options)!);
}
