using Microsoft.Data.Sqlite;
using SubTracker.QStash.Delivery;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.DeadLetters;

/// <summary>A message that could not be delivered, kept with its last answer, and its run where it has one.</summary>
internal sealed record DeadLetter(string Id, Message Message, Answer Answer, Run? Run)
{
    public static void Add(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        var id = Keep(database, message, answer, now);
        Callbacks.Publish(database, Callbacks.OnFailure, message, Callbacks.Body(message, answer) with { DlqId = id }, now);
    }

    public static string Keep(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        var id = $"{now.ToUnixTimeMilliseconds()}-{message.Sequence}";
        database.Execute(
            "INSERT INTO dead_letters (id, created_at, message_id, run_id, answer) VALUES ($1, $2, $3, $4, $5)",
            id, now.ToUnixTimeMilliseconds(), message.Id, message.RunId, Json.Text(answer));
        return id;
    }

    public static DeadLetter? Find(Database database, string id) =>
        List(database, ById(id), 1).FirstOrDefault();

    /// <summary>Newest first.</summary>
    public static List<DeadLetter> List(Database database, Filter filter, int count)
    {
        var rows = database.Query(
            $"""
            SELECT dead_letters.id AS id, dead_letters.message_id AS message_id, dead_letters.run_id AS run_id, dead_letters.answer AS answer
            FROM dead_letters JOIN messages ON messages.id = dead_letters.message_id LEFT JOIN runs ON runs.id = dead_letters.run_id
            WHERE {filter.Where} ORDER BY dead_letters.rowid DESC LIMIT {count}
            """, Row, filter.Parameters);
        return [.. rows.Select(row => new DeadLetter(
            row.Id, Message.Find(database, row.MessageId)!, row.Answer, row.RunId is null ? null : Run.Find(database, row.RunId)))];
    }

    public static bool Delete(Database database, string id) => database.Execute("DELETE FROM dead_letters WHERE id = $1", id) > 0;

    private static Filter ById(string id)
    {
        var filter = new Filter();
        filter.AnyOf("dead_letters.id", [id]);
        return filter;
    }

    private static (string Id, string MessageId, string? RunId, Answer Answer) Row(SqliteDataReader row) =>
        (row.Text("id")!, row.Text("message_id")!, row.Text("run_id"), Answer.Read(row.Text("answer"))!);
}
