using SubTracker.QStash.Access;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Waiters;

internal sealed record WaiterResponse(string? Url, Headers Headers, long Deadline, string? TimeoutUrl, string? TimeoutBody, Headers? TimeoutHeaders)
{
    public static WaiterResponse Of(Waiter waiter) => new(
        waiter.Request.Url, waiter.Header, waiter.Deadline / 1000, waiter.Request.TimeoutUrl, waiter.Request.TimeoutBody, waiter.Request.TimeoutHeaders);
}

internal sealed record NotifyResponse(
    WaiterResponse? Waiter, string? MessageId, string WorkflowRunId, long WorkflowCreatedAt, bool Deduplicated = false, string Error = "");

/// <summary>Events, told to those who wait for them.</summary>
internal static class Notification
{
    public static List<NotifyResponse> NotifyAll(this Database database, string eventId, byte[] body, long now) =>
        [.. Waiter.OfEvent(database, eventId).Select(waiter => Complete(database, waiter, body, now))];

    /// <summary>Tells one run; where it does not wait yet, the event is kept for it.</summary>
    public static NotifyResponse NotifyRun(this Database database, string runId, string eventId, byte[] body, long now)
    {
        if (Run.Find(database, runId) is not { IsStarted: true } run)
            throw Refusal.NotFound($"workflow run {runId}");
        if (Waiter.OfRun(database, runId, eventId) is { } waiter)
            return Complete(database, waiter, body, now);
        database.Execute("INSERT INTO notifications (run_id, event_id, body) VALUES ($1, $2, $3)", runId, eventId, body);
        return new NotifyResponse(null, null, runId, run.CreatedAt);
    }

    /// <summary>An event that came before it was waited for.</summary>
    public static byte[]? TakeKept(Database database, string runId, string eventId) => database.First(
        """
        DELETE FROM notifications WHERE id = (SELECT id FROM notifications WHERE run_id = $1 AND event_id = $2 ORDER BY id LIMIT 1) RETURNING body
        """, row => row.GetFieldValue<byte[]>(0), runId, eventId);

    private static NotifyResponse Complete(Database database, Waiter waiter, byte[] body, long now) => new(
        WaiterResponse.Of(waiter), waiter.Complete(database, body, now).MessageId, waiter.RunId, Run.Find(database, waiter.RunId)!.CreatedAt);
}
