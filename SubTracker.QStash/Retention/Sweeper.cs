using Microsoft.Extensions.Options;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Retention;

/// <summary>Forgets what ended long ago.</summary>
internal sealed class Sweeper(Writer writer, IOptions<QStashOptions> options, TimeProvider time)
{
    // Small enough that nobody waits long for the writer.
    private const int Page = 500;

    private static readonly string[] s_ended =
    [
        "DELETE FROM dead_letters WHERE rowid IN (SELECT rowid FROM dead_letters WHERE created_at < $1 LIMIT $2)",
        "DELETE FROM events WHERE message IN (SELECT sequence FROM messages WHERE ended_at < $1 ORDER BY ended_at LIMIT $2)",
        "DELETE FROM messages WHERE sequence IN (SELECT sequence FROM messages WHERE ended_at < $1 ORDER BY ended_at LIMIT $2)",
        "DELETE FROM entries WHERE run_id IN (SELECT id FROM runs WHERE ended_at < $1 ORDER BY ended_at LIMIT $2)",
        "DELETE FROM notifications WHERE run_id IN (SELECT id FROM runs WHERE ended_at < $1 ORDER BY ended_at LIMIT $2)",
        "DELETE FROM waiters WHERE run_id IN (SELECT id FROM runs WHERE ended_at < $1 ORDER BY ended_at LIMIT $2)",
        "DELETE FROM runs WHERE id IN (SELECT id FROM runs WHERE ended_at < $1 ORDER BY ended_at LIMIT $2)",
    ];

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        while (await writer.WriteAsync(SweepPage) > 0)
            cancellationToken.ThrowIfCancellationRequested();
    }

    private int SweepPage(Database database)
    {
        var now = time.GetUtcNow();
        var ended = (now - options.Value.Retention).ToUnixTimeMilliseconds();
        return s_ended.Sum(statement => database.Execute(statement, ended, Page))
            + database.Execute("DELETE FROM deduplications WHERE key IN (SELECT key FROM deduplications WHERE expires_at <= $1 LIMIT $2)",
                now.ToUnixTimeMilliseconds(), Page);
    }
}
