using SubTracker.ApiService.Statistics;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteBudgetStore(Database database) : IBudgetStore
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS budgets (user_id TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS budget_checks (user_id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS budget_checks_by_time ON budget_checks (at);
        INSERT OR IGNORE INTO budget_checks SELECT user_id, 0 FROM budgets;
        """;

    public Task<Budgets?> FindAsync(string userId, CancellationToken cancellationToken) =>
        database.FindAsync<Budgets>("SELECT document FROM budgets WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken);

    public Task ReplaceAsync(string userId, Budgets budgets, DateTimeOffset checkAt, CancellationToken cancellationToken) => database.ExecuteAsync(
        """
        INSERT INTO budgets VALUES ($user_id, $document) ON CONFLICT (user_id) DO UPDATE SET document = excluded.document;
        INSERT INTO budget_checks VALUES ($user_id, $at) ON CONFLICT (user_id) DO UPDATE SET at = excluded.at;
        """,
        [("$user_id", userId), ("$document", Document.Write(budgets)), ("$at", checkAt)], cancellationToken);

    public Task<IReadOnlyList<BudgetCheck>> ListToCheckAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => database.QueryAsync(
        "SELECT user_id, at FROM budget_checks WHERE at <= $now ORDER BY at LIMIT $limit", [("$now", now), ("$limit", limit)],
        row => new BudgetCheck(row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))), cancellationToken);

    public Task MoveCheckAsync(string userId, DateTimeOffset? from, DateTimeOffset to, CancellationToken cancellationToken) => database.ExecuteAsync(
        "UPDATE budget_checks SET at = $to WHERE user_id = $user_id AND ($from IS NULL OR at = $from)",
        [("$user_id", userId), ("$from", from), ("$to", to)], cancellationToken);

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) => database.ExecuteAsync(
        "DELETE FROM budgets WHERE user_id = $user_id; DELETE FROM budget_checks WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken);
}
