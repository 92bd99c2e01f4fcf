using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Runs;

internal static class RunEnding
{
    /// <summary>Ends a run that is under way: what still waits for it is dropped, who invoked it is told. <c>false</c> where it had ended.</summary>
    public static bool EndRun(this Database database, string runId, string state, string? response, long now)
    {
        var ended = database.Execute(
            "UPDATE runs SET state = $2, response = $3, ended_at = $4 WHERE id = $1 AND state = 'RUN_STARTED'", runId, state, response, now) > 0;
        if (ended)
        {
            database.Execute(
                "UPDATE messages SET state = $2, ended_at = $3 WHERE run_id = $1 AND state IN (0, 2, 3)", runId, (int)MessageState.Cancelled, now);
        }

        return ended;
    }
}
