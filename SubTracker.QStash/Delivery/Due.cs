using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Delivery;

internal sealed record Claimed(Message Message, Run? Run);

/// <summary>What is due, oldest first.</summary>
internal static class Due
{
    public static long? Next(Database database) =>
        database.Number("SELECT due FROM messages WHERE state = 0 ORDER BY due LIMIT 1");

    /// <summary>What was under way when the last round broke off, or the process ended, may or may not have arrived: it is due again.</summary>
    public static void Recover(Database database) => database.Execute("UPDATE messages SET state = 0 WHERE state = 1");

    /// <summary>Takes up to <paramref name="count"/> due messages; nobody else gets them.</summary>
    public static List<Claimed> Claim(Database database, int count, long now)
    {
        var claimed = new List<Claimed>();
        foreach (var message in database.Query(
            $"SELECT {Message.Columns} FROM messages WHERE state = 0 AND due <= $1 ORDER BY due, sequence LIMIT $2", Message.Of, now, count))
        {
            database.Execute("UPDATE messages SET state = $2 WHERE id = $1", message.Id, (int)MessageState.Flying);
            claimed.Add(new Claimed(message, message.RunId is { } runId ? Run.Find(database, runId) : null));
        }

        return claimed;
    }
}
