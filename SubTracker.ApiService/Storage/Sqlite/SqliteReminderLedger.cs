using Microsoft.Data.Sqlite;
using SubTracker.ApiService.Reminders;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteReminderLedger(Database database) : IReminderLedger
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS reminders (
            id TEXT PRIMARY KEY, subscription_id TEXT NOT NULL, due_at INTEGER NOT NULL, state TEXT NOT NULL,
            claimed_until INTEGER, attempts INTEGER NOT NULL, next_attempt_at INTEGER, sent_at INTEGER, late INTEGER NOT NULL, reason TEXT,
            document TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS reminders_by_subscription ON reminders (subscription_id, due_at, id);
        CREATE INDEX IF NOT EXISTS reminders_to_attempt ON reminders (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
        """;

    internal const string Columns = "document, state, claimed_until, attempts, next_attempt_at, sent_at, late, reason";

    public async Task<Claim> ClaimAsync(LedgerRow row, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        await database.WriteAsync(connection => Claim(connection, row, now, until), cancellationToken);

    public Task MarkSentAsync(string id, DateTimeOffset at, bool late, CancellationToken cancellationToken) => database.ExecuteAsync(
        "UPDATE reminders SET state = 'Sent', sent_at = $at, late = $late, claimed_until = NULL, next_attempt_at = NULL, reason = NULL WHERE id = $id",
        [("$id", id), ("$at", at), ("$late", late)], cancellationToken);

    public Task MarkFailedAsync(string id, string reason, DateTimeOffset again, CancellationToken cancellationToken) => database.ExecuteAsync(
        "UPDATE reminders SET state = 'Failed', reason = $reason, next_attempt_at = $again, claimed_until = NULL WHERE id = $id AND state = 'Claimed'",
        [("$id", id), ("$reason", reason), ("$again", again)], cancellationToken);

    public Task SkipAsync(LedgerRow row, string reason, CancellationToken cancellationToken) => database.ExecuteAsync(
        """
        INSERT INTO reminders (id, subscription_id, due_at, state, attempts, late, reason, document)
        VALUES ($id, $subscription_id, $due_at, 'Skipped', 0, 0, $reason, $document)
        ON CONFLICT (id) DO UPDATE SET state = 'Skipped', reason = $reason, next_attempt_at = NULL WHERE state = 'Failed'
        """,
        [.. Of(row), ("$reason", reason)], cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> ListDueForRetryAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync(
            $"SELECT {Columns} FROM reminders WHERE next_attempt_at <= $now ORDER BY next_attempt_at LIMIT $limit",
            [("$now", now), ("$limit", limit)], Read, cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> ListAsync(string subscriptionId, CancellationToken cancellationToken) =>
        database.QueryAsync(
            $"SELECT {Columns} FROM reminders WHERE subscription_id = $subscription_id ORDER BY due_at, id",
            [("$subscription_id", subscriptionId)], Read, cancellationToken);

    private static Claim Claim(SqliteConnection connection, LedgerRow row, DateTimeOffset now, DateTimeOffset until)
    {
        var claimed = Database.Query(
            connection,
            """
            INSERT INTO reminders (id, subscription_id, due_at, state, claimed_until, next_attempt_at, attempts, late, document)
            VALUES ($id, $subscription_id, $due_at, 'Claimed', $until, $until, 1, 0, $document)
            ON CONFLICT (id) DO UPDATE SET state = 'Claimed', claimed_until = $until, next_attempt_at = $until, attempts = attempts + 1
                WHERE state = 'Failed' OR (state = 'Claimed' AND claimed_until <= $now)
            RETURNING attempts
            """,
            [.. Of(row), ("$now", now), ("$until", until)], reader => reader.GetInt32(0));
        if (claimed.Count > 0)
            return new(ClaimResult.Ours, claimed[0] - 1);
        var state = Database.Query(connection, "SELECT state FROM reminders WHERE id = $id", [("$id", row.Id)], reader => reader.GetString(0));
        return new(state[0] == nameof(LedgerState.Claimed) ? ClaimResult.Held : ClaimResult.Done);
    }

    private static (string, object?)[] Of(LedgerRow row) =>
        [("$id", row.Id), ("$subscription_id", row.SubscriptionId), ("$due_at", row.DueAt), ("$document", Document.Write(row))];

    internal static LedgerRow Read(SqliteDataReader row) => Document.Read<LedgerRow>(row.GetString(0)) with
    {
        State = Enum.Parse<LedgerState>(row.GetString(1)),
        ClaimedUntil = Instant(row, 2),
        Attempts = row.GetInt32(3),
        NextAttemptAt = Instant(row, 4),
        SentAt = Instant(row, 5),
        Late = row.GetBoolean(6),
        Reason = row.IsDBNull(7) ? null : row.GetString(7),
    };

    private static DateTimeOffset? Instant(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
