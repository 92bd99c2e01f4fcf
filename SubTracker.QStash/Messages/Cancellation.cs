using SubTracker.QStash.Events;
using SubTracker.QStash.Queues;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Messages;

internal static class Cancellation
{
    private const string IsPending = "state IN (0, 1, 2, 3)";

    /// <summary>Cancels what is not delivered yet. A delivery under way is not interrupted, but will not be repeated.</summary>
    public static int Cancel(Database database, string where, object?[] values, long now, int count = int.MaxValue)
    {
        var cancelled = database.Query(
            $"SELECT sequence, queue, admitted FROM messages WHERE {IsPending} AND {where} LIMIT {count}",
            row => (Sequence: row.GetInt64(0), Queue: row.Text("queue"), IsAdmitted: row.GetInt64(2) == 1), values);
        foreach (var (sequence, _, _) in cancelled)
        {
            database.Execute("UPDATE messages SET state = $2, ended_at = $3, admitted = 0 WHERE sequence = $1",
                sequence, (int)MessageState.Cancelled, now);
            Event.Add(database, sequence, EventState.Canceled, now);
        }

        foreach (var queue in cancelled.Where(message => message.IsAdmitted).Select(message => message.Queue!).Distinct())
            Queue.CallNext(database, queue);
        return cancelled.Count;
    }
}
