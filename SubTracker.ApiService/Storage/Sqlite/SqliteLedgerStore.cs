using SubTracker.ApiService.Reminders;

namespace SubTracker.ApiService.Storage.Sqlite;

/// <summary>A row of the ledger is one JSON document; beside it stand the columns that are searched.</summary>
internal sealed class SqliteLedgerStore(Database database) : ILedgerStore
{
    /// <summary>
    /// The first installations kept rows in <c>reminders</c>, where columns told what had become of them: they are taken over once, and
    /// an empty table is left behind.
    /// </summary>
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS ledger (
            id TEXT PRIMARY KEY, version INTEGER NOT NULL, subscription_id TEXT NOT NULL, user_id TEXT NOT NULL, due_at INTEGER NOT NULL,
            state TEXT NOT NULL, next_attempt_at INTEGER, sent_at INTEGER, failed_at INTEGER, document TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS ledger_by_subscription ON ledger (subscription_id, due_at, id);
        CREATE INDEX IF NOT EXISTS ledger_by_user ON ledger (user_id, due_at, id);
        CREATE INDEX IF NOT EXISTS ledger_by_due ON ledger (due_at, id);
        CREATE INDEX IF NOT EXISTS ledger_to_attempt ON ledger (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
        CREATE INDEX IF NOT EXISTS ledger_waiting ON ledger (due_at) WHERE next_attempt_at IS NOT NULL AND state <> 'Snoozed';
        CREATE INDEX IF NOT EXISTS ledger_sent ON ledger (sent_at) WHERE sent_at IS NOT NULL;
        CREATE INDEX IF NOT EXISTS ledger_failed ON ledger (failed_at) WHERE failed_at IS NOT NULL;

        CREATE TABLE IF NOT EXISTS reminders (
            id TEXT PRIMARY KEY, subscription_id TEXT NOT NULL, due_at INTEGER NOT NULL, state TEXT NOT NULL,
            claimed_until INTEGER, attempts INTEGER NOT NULL, next_attempt_at INTEGER, sent_at INTEGER, late INTEGER NOT NULL, reason TEXT,
            document TEXT NOT NULL
        ) WITHOUT ROWID;
        INSERT OR IGNORE INTO ledger (id, version, subscription_id, user_id, due_at, state, next_attempt_at, sent_at, document)
            SELECT id, 1, subscription_id, document ->> '$.userId', due_at, state, next_attempt_at, sent_at, json_set(document,
                '$.state', lower(state), '$.attempts', attempts, '$.late', json(iif(late, 'true', 'false')), '$.reason', reason,
                '$.claimedUntil', strftime('%Y-%m-%dT%H:%M:%fZ', claimed_until / 1000.0, 'unixepoch'),
                '$.nextAttemptAt', strftime('%Y-%m-%dT%H:%M:%fZ', next_attempt_at / 1000.0, 'unixepoch'),
                '$.sentAt', strftime('%Y-%m-%dT%H:%M:%fZ', sent_at / 1000.0, 'unixepoch'))
            FROM reminders;
        DELETE FROM reminders;
        """;

    // Behind every id that begins with the same siblings' prefix: '.' follows '-'.
    private const string SiblingsOnly = "id >= $siblings AND id < substr($siblings, 1, length($siblings) - 1) || '.'";

    public async Task<bool> AddAsync(LedgerRow row, CancellationToken cancellationToken) => await database.ExecuteAsync(
        """
        INSERT INTO ledger (id, version, subscription_id, user_id, due_at, state, next_attempt_at, sent_at, failed_at, document)
        VALUES ($id, $version, $subscription_id, $user_id, $due_at, $state, $next_attempt_at, $sent_at, $failed_at, $document)
        ON CONFLICT (id) DO NOTHING
        """,
        [("$subscription_id", row.SubscriptionId), ("$user_id", row.UserId), .. Of(row)], cancellationToken) > 0;

    public async Task<bool> ReplaceAsync(LedgerRow row, long expectedVersion, CancellationToken cancellationToken) => await database.ExecuteAsync(
        """
        UPDATE ledger SET version = $version, due_at = $due_at, state = $state, next_attempt_at = $next_attempt_at, sent_at = $sent_at,
            failed_at = $failed_at, document = $document
        WHERE id = $id AND version = $expected
        """,
        [("$expected", expectedVersion), .. Of(row)], cancellationToken) > 0;

    public Task<LedgerRow?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.FindAsync<LedgerRow>("SELECT document FROM ledger WHERE id = $id", [("$id", id)], cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> ListSiblingsAsync(string siblings, CancellationToken cancellationToken) =>
        database.ListAsync<LedgerRow>($"SELECT document FROM ledger WHERE {SiblingsOnly} ORDER BY id", [("$siblings", siblings)], cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> ListAsync(string subscriptionId, CancellationToken cancellationToken) => database.ListAsync<LedgerRow>(
        "SELECT document FROM ledger WHERE subscription_id = $subscription_id ORDER BY due_at, id",
        [("$subscription_id", subscriptionId)], cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> ListDueAsync(
        DateTimeOffset now, DateTimeOffset farthest, int limit, CancellationToken cancellationToken) => database.ListAsync<LedgerRow>(
        """
        SELECT document FROM ledger WHERE next_attempt_at <= $now OR (next_attempt_at > $farthest AND state <> 'Snoozed')
        ORDER BY next_attempt_at LIMIT $limit
        """,
        [("$now", now), ("$farthest", farthest), ("$limit", limit)], cancellationToken);

    public Task<IReadOnlyList<LedgerRow>> ListAsync(LedgerQuery query, CancellationToken cancellationToken)
    {
        var (where, parameters) = LedgerFilter.Of(query);
        return database.ListAsync<LedgerRow>(
            $"SELECT document FROM ledger WHERE {where} ORDER BY due_at DESC, id DESC LIMIT $limit", [.. parameters, ("$limit", query.Limit)], cancellationToken);
    }

    public async Task<IReadOnlyDictionary<LedgerState, long>> CountAsync(DateTimeOffset dueSince, CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            "SELECT state, count(*) FROM ledger WHERE due_at >= $since GROUP BY state", [("$since", dueSince)],
            row => KeyValuePair.Create(Enum.Parse<LedgerState>(row.GetString(0)), row.GetInt64(1)), cancellationToken)).ToDictionary();

    public async Task<long> CountFailedAsync(DateTimeOffset since, CancellationToken cancellationToken) => (await database.QueryAsync(
        "SELECT count(*) FROM ledger WHERE failed_at >= $since", [("$since", since)], row => row.GetInt64(0), cancellationToken))[0];

    public async Task<long> CountWaitingAsync(CancellationToken cancellationToken) => (await database.QueryAsync(
        "SELECT count(*) FROM ledger WHERE next_attempt_at IS NOT NULL", [], row => row.GetInt64(0), cancellationToken))[0];

    public async Task<DateTimeOffset?> OldestWaitingAsync(CancellationToken cancellationToken) => await database.QueryAsync(
        "SELECT due_at FROM ledger WHERE next_attempt_at IS NOT NULL AND state <> 'Snoozed' ORDER BY due_at LIMIT 1", [],
        row => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), cancellationToken) is [var oldest] ? oldest : null;

    public Task<IReadOnlyList<TimeSpan>> ListLagsAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken) => database.QueryAsync(
        "SELECT sent_at - due_at FROM ledger WHERE sent_at >= $since ORDER BY sent_at DESC LIMIT $limit", [("$since", since), ("$limit", limit)],
        row => TimeSpan.FromMilliseconds(row.GetInt64(0)), cancellationToken);

    public Task DeleteOfUserAsync(string userId, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM ledger WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken);

    private static (string, object?)[] Of(LedgerRow row) =>
    [
        ("$id", row.Id), ("$version", row.Version), ("$due_at", row.DueAt), ("$state", row.State.ToString()),
        ("$next_attempt_at", row.NextAttemptAt), ("$sent_at", row.SentAt), ("$failed_at", row.FailedAt), ("$document", Document.Write(row)),
    ];
}
