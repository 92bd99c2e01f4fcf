using SubTracker.QStash.Delivery;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.DeadLetters;

/// <summary>A message that could not be delivered, kept with its last answer.</summary>
internal static class DeadLetter
{
    private const string OnFailure = "upstash-failure-callback";

    public static void Add(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        var id = Keep(database, message, answer, now);
        Callbacks.Publish(database, OnFailure, message, Callbacks.Body(message, answer) with { DlqId = id }, now);
    }

    public static string Keep(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        var id = $"{now.ToUnixTimeMilliseconds()}-{database.Number("SELECT sequence FROM messages WHERE id = $1", message.Id)}";
        database.Execute(
            "INSERT INTO dead_letters (id, created_at, message_id, run_id, answer) VALUES ($1, $2, $3, $4, $5)",
            id, now.ToUnixTimeMilliseconds(), message.Id, message.RunId, Json.Text(answer));
        return id;
    }
}
