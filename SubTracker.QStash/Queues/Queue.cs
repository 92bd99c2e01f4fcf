using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Queues;

/// <summary>Lets messages of a queue pass in order, some at a time. A message keeps its place until it is done, its retries included.</summary>
internal static class Queue
{
    public static void Ensure(Database database, string name, long now) => database.Execute(
        "INSERT OR IGNORE INTO queues (name, parallelism, paused, created_at, updated_at) VALUES ($1, 1, 0, $2, $2)", name, now);

    /// <summary>Whether the message may go now; otherwise it waits for its queue.</summary>
    public static bool Admit(Database database, Message message)
    {
        if (message.Queue is not { } queue || message.IsAdmitted)
            return true;
        var isFree = Free(database, queue) > 0;
        database.Execute("UPDATE messages SET admitted = $2, state = $3 WHERE sequence = $1",
            message.Sequence, isFree ? 1 : 0, (int)(isFree ? MessageState.Waiting : MessageState.WaitingForQueue));
        return isFree;
    }

    /// <summary>Calls as many waiting messages as there are free places.</summary>
    public static void CallNext(Database database, string queue)
    {
        if (Free(database, queue) is not (> 0 and var free))
            return;
        if (database.Execute(
            """
            UPDATE messages SET state = 0 WHERE sequence IN (
                SELECT sequence FROM messages WHERE state = 2 AND queue = $1 ORDER BY due, sequence LIMIT $2)
            """, queue, free) > 0)
            database.HasNewWork = true;
    }

    private static long Free(Database database, string queue) => database.Number(
        """
        SELECT CASE paused WHEN 1 THEN 0 ELSE parallelism - (SELECT COUNT(*) FROM messages WHERE queue = $1 AND admitted = 1) END
        FROM queues WHERE name = $1
        """, queue) ?? 0;
}
