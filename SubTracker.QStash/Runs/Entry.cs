using System.Text.Json;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Runs;

/// <summary>One element of a run's history, as the endpoint reads it.</summary>
internal sealed record Entry(string MessageId, byte[] Body, string CallType)
{
    private const string Select = "SELECT message_id, body, call_type FROM entries WHERE run_id = $1";

    public static void Append(Database database, string runId, string messageId, byte[] body, string callType, long now) =>
        database.Execute(
            "INSERT INTO entries (run_id, message_id, call_type, body, created_at) VALUES ($1, $2, $3, $4, $5)",
            runId, messageId, callType, body, now);

    public static IReadOnlyList<Entry> All(Database database, string runId) =>
        database.Query($"{Select} ORDER BY sequence", Of, runId);

    /// <summary>The entries up to and including that of the message: a later one would make two parallel deliveries pick the same branch.</summary>
    public static IReadOnlyList<Entry> UpTo(Database database, string runId, string messageId) => database.Query(
        $"{Select} AND sequence <= (SELECT sequence FROM entries WHERE run_id = $1 AND message_id = $2) ORDER BY sequence",
        Of, runId, messageId);

    public static byte[] First(Database database, string runId) => database.First(
        $"{Select} ORDER BY sequence LIMIT 1", Of, runId)?.Body ?? [];

    public static byte[] Write(IReadOnlyList<Entry> entries)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            writer.WriteStartArray();
            foreach (var entry in entries)
            {
                writer.WriteStartObject();
                writer.WriteString("messageId", entry.MessageId);
                writer.WriteBase64String("body", entry.Body);
                writer.WriteString("callType", entry.CallType);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private static Entry Of(Microsoft.Data.Sqlite.SqliteDataReader row) =>
        new(row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetString(2));
}
