using SubTracker.QStash.Invocations;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Runs;

internal static class RunEnding
{
    /// <summary>Ends a run that is under way: what still waits for it is dropped, who invoked it is told. <c>false</c> where it had ended.</summary>
    public static bool EndRun(this Database database, string runId, string state, string? response, long now)
    {
        if (database.Execute(
            "UPDATE runs SET state = $2, response = $3, ended_at = $4 WHERE id = $1 AND state = 'RUN_STARTED'", runId, state, response, now) == 0)
            return false;
        Cancellation.Cancel(database, "run_id = $1 AND state <> 1", [runId], now);
        // A failed run may be resumed, and then waits on.
        database.Execute(state == RunState.Failed
            ? "UPDATE waiters SET suspended = 1 WHERE run_id = $1"
            : "DELETE FROM waiters WHERE run_id = $1", runId);
        Invocation.Return(database, runId, state, response, now);
        return true;
    }
}
