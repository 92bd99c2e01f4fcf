using SubTracker.QStash.Events;
using SubTracker.QStash.FlowControl;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Queues;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Schedules;
using SubTracker.QStash.Storage;
using SubTracker.QStash.Waiters;

namespace SubTracker.QStash.Delivery;

internal sealed record Claimed(Message Message, Run? Run);

/// <param name="Messages">What to deliver now.</param>
/// <param name="MayBeMore">Whether to ask again at once.</param>
internal sealed record Claim(IReadOnlyList<Claimed> Messages, bool MayBeMore)
{
    public static Claim Nothing { get; } = new([], MayBeMore: false);
}

/// <summary>What is due, oldest first.</summary>
internal static class Due
{
    // So many rows are looked at in one operation, that others get their turn.
    private const int Page = 256;

    public static long? Next(Database database) => database.Number(
        """
        SELECT MIN(due) FROM (
            SELECT * FROM (SELECT due FROM messages WHERE state = 0 ORDER BY due LIMIT 1)
            UNION ALL SELECT * FROM (SELECT deadline FROM waiters WHERE suspended = 0 ORDER BY deadline LIMIT 1)
            UNION ALL SELECT * FROM (SELECT next_at FROM schedules WHERE paused = 0 AND next_at IS NOT NULL ORDER BY next_at LIMIT 1)
            UNION ALL SELECT * FROM (SELECT wake_at FROM flows WHERE wake_at IS NOT NULL ORDER BY wake_at LIMIT 1))
        """);

    /// <summary>What was under way when the last round broke off, or the process ended, may or may not have arrived: it is due again.</summary>
    public static void Recover(Database database) => database.Execute("UPDATE messages SET state = 0 WHERE state = 1");

    /// <summary>Whether something other than a message is due.</summary>
    public static bool HasToPublish(Database database, long now) => database.Number(
        """
        SELECT EXISTS (SELECT 1 FROM waiters WHERE suspended = 0 AND deadline <= $1)
            OR EXISTS (SELECT 1 FROM schedules WHERE paused = 0 AND next_at <= $1)
            OR EXISTS (SELECT 1 FROM flows WHERE wake_at <= $1)
        """, now) == 1;

    /// <summary>Makes messages of what is due: of waiters whose time is over, of schedules; and calls those that a rate held back.</summary>
    public static void Publish(Database database, long now)
    {
        foreach (var waiter in Waiter.TimedOut(database, now, Page))
            waiter.Complete(database, eventBody: null, now);
        Schedule.PublishDue(database, now);
        Flow.Wake(database, now);
    }

    /// <summary>Takes up to <paramref name="count"/> due messages; nobody else gets them.</summary>
    public static Claim Take(Database database, int count, long now)
    {
        var due = database.Query(
            $"SELECT {Message.Columns} FROM messages WHERE state = 0 AND due <= $1 ORDER BY due, sequence LIMIT $2", Message.Of, now, count);
        var claimed = new List<Claimed>();
        foreach (var message in due)
        {
            if (!Queue.Admit(database, message) || !Flow.Admit(database, message, now))
                continue;
            database.Execute("UPDATE messages SET state = 1 WHERE sequence = $1", message.Sequence);
            Event.Add(database, message.Sequence, EventState.Active, now);
            claimed.Add(new Claimed(message, message.RunId is { } runId ? Run.Find(database, runId) : null));
        }

        return new Claim(claimed, MayBeMore: due.Count > 0);
    }
}
