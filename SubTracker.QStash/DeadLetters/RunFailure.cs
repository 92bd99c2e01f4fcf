using SubTracker.QStash.Delivery;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.DeadLetters;

/// <summary>The end of a run whose endpoint could not go on.</summary>
internal static class RunFailure
{
    public static void Record(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        // Two branches may fail: the run fails once.
        if (message.RunId is not { } runId || Run.Find(database, runId) is not { IsStarted: true } run)
            return;
        database.EndRun(runId, RunState.Failed, null, now.ToUnixTimeMilliseconds());
        var id = DeadLetter.Keep(database, message, answer, now);
        var body = Callbacks.Body(message, answer) with
        {
            DlqId = id,
            Url = run.Url,
            SourceBody = Entry.First(database, runId),
            WorkflowRunId = runId,
            WorkflowCreatedAt = run.CreatedAt,
            WorkflowUrl = run.Url,
        };
        var callback = Callbacks.Publish(database, Callbacks.OnFailure, message, body, now, run.Header);
        database.Execute("UPDATE runs SET dlq_id = $2, failure_message = $3 WHERE id = $1", runId, id, callback);
    }
}
