using Microsoft.Data.Sqlite;
using SubTracker.QStash.Access;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Schedules;

/// <summary>A message that is published again and again.</summary>
internal sealed record Schedule(string Id, string Cron, string Destination, Headers Header, byte[] Body)
{
    private const string Select = "SELECT * FROM schedules";

    public string? Queue { get; init; }
    public string? CallerIp { get; init; }
    public long CreatedAt { get; init; }
    public long? NextAt { get; init; }
    public long? LastAt { get; init; }
    public bool IsPaused { get; init; }

    public static Schedule? Find(Database database, string id) => database.First($"{Select} WHERE id = $1", Of, id);

    public static List<Schedule> All(Database database) => database.Query($"{Select} ORDER BY created_at, id", Of);

    public void Save(Database database)
    {
        database.Execute(
            """
            INSERT OR REPLACE INTO schedules (id, cron, destination, header, body, queue, caller_ip, created_at, next_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, Id, Cron, Destination, Json.Text(Header), Body, Queue, CallerIp, CreatedAt, NextAt);
        database.HasNewWork = true;
    }

    /// <summary>Publishes what is due. An occurrence missed while the server was down happens once, late.</summary>
    public static void PublishDue(Database database, long now)
    {
        foreach (var schedule in database.Query($"{Select} WHERE paused = 0 AND next_at <= $1 ORDER BY next_at", Of, now))
        {
            database.Execute("UPDATE schedules SET last_at = $2, next_at = $3 WHERE id = $1", schedule.Id, now, Schedules.Cron.Next(schedule.Cron, now));
            try
            {
                database.PublishAnywhere(new Publication(schedule.Destination, schedule.Header, schedule.Body, schedule.Queue, schedule.CallerIp)
                {
                    ScheduleId = schedule.Id,
                }, now);
            }
            catch (Refusal)
            {
                // Its url group is gone: there is nothing to publish to until it is back.
            }
        }
    }

    private static Schedule Of(SqliteDataReader row) => new(
        row.Text("id")!, row.Text("cron")!, row.Text("destination")!, Headers.Parse(row.Text("header")!), row.Bytes("body")!)
    {
        Queue = row.Text("queue"),
        CallerIp = row.Text("caller_ip"),
        CreatedAt = row.Number("created_at")!.Value,
        NextAt = row.Number("next_at"),
        LastAt = row.Number("last_at"),
        IsPaused = row.Number("paused") == 1,
    };
}
