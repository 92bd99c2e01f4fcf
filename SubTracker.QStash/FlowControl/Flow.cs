using Microsoft.Data.Sqlite;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.FlowControl;

/// <summary>Holds back the deliveries of a key: so many at once, so many a period.</summary>
internal sealed record Flow(long? Parallelism, long? Rate, long Period, bool IsPaused, long WindowStart, long WindowCount)
{
    private const string Select = "SELECT key, parallelism, rate, period, paused, window_start, window_count FROM flows";

    /// <summary>The newest message's configuration holds for its key, unless one was pinned.</summary>
    public static void Configure(Database database, string key, string? value)
    {
        var flow = value is null ? new FlowValue(null, null, 1000) : FlowValue.Parse(value);
        database.Execute(
            """
            INSERT INTO flows (key, parallelism, rate, period) VALUES ($1, $2, $3, $4)
            ON CONFLICT (key) DO UPDATE SET
                parallelism = CASE WHEN pinned_parallelism = 1 OR $5 = 0 THEN parallelism ELSE $2 END,
                rate = CASE WHEN pinned_rate = 1 OR $5 = 0 THEN rate ELSE $3 END,
                period = CASE WHEN pinned_rate = 1 OR $5 = 0 THEN period ELSE $4 END
            """, key, flow.Parallelism, flow.Rate, flow.PeriodMilliseconds, value is null ? 0 : 1);
    }

    /// <summary>Whether the message may go now; otherwise it waits for its key.</summary>
    public static bool Admit(Database database, Message message, long now)
    {
        if (message.FlowKey is not { } key || database.First($"{Select} WHERE key = $1", Of, key) is not { } flow)
            return true;
        var windowIsOver = now >= flow.WindowStart + flow.Period;
        var isOverRate = !windowIsOver && flow.WindowCount >= flow.Rate;
        if (flow.IsPaused || isOverRate || flow.Parallelism <= Flying(database, key))
        {
            database.Execute("UPDATE messages SET state = $2 WHERE sequence = $1", message.Sequence, (int)MessageState.WaitingForFlow);
            if (isOverRate)
                database.Execute("UPDATE flows SET wake_at = $2 WHERE key = $1", key, flow.WindowStart + flow.Period);
            return false;
        }

        if (flow.Rate is not null)
        {
            database.Execute("UPDATE flows SET window_start = $2, window_count = $3 WHERE key = $1",
                key, windowIsOver ? now : flow.WindowStart, windowIsOver ? 1 : flow.WindowCount + 1);
        }

        return true;
    }

    /// <summary>Calls the keys whose period is over.</summary>
    public static void Wake(Database database, long now)
    {
        foreach (var (key, rate) in database.Query(
            "SELECT key, COALESCE(rate, 1) FROM flows WHERE wake_at <= $1", row => (row.GetString(0), row.GetInt64(1)), now))
        {
            CallNext(database, key, rate);
            database.Execute(
                """
                UPDATE flows SET wake_at = CASE WHEN EXISTS (SELECT 1 FROM messages WHERE state = 3 AND flow_key = $1) THEN $2 + period END
                WHERE key = $1
                """, key, now);
        }
    }

    public static void CallNext(Database database, string key, long count)
    {
        if (database.Execute(
            """
            UPDATE messages SET state = 0 WHERE sequence IN (
                SELECT sequence FROM messages WHERE state = 3 AND flow_key = $1 ORDER BY due, sequence LIMIT $2)
            """, key, count) > 0)
            database.HasNewWork = true;
    }

    public static long Flying(Database database, string key) =>
        database.Number("SELECT COUNT(*) FROM messages WHERE state = 1 AND flow_key = $1", key) ?? 0;

    private static Flow Of(SqliteDataReader row) => new(
        row.Number("parallelism"), row.Number("rate"), row.Number("period")!.Value, row.Number("paused") == 1,
        row.Number("window_start")!.Value, row.Number("window_count")!.Value);
}
