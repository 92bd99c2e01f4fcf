using SubTracker.ApiService.Statistics;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteBudgetStore(Database database) : IBudgetStore
{
    public const string Tables = "CREATE TABLE IF NOT EXISTS budgets (user_id TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID";

    public Task<Budgets?> FindAsync(string userId, CancellationToken cancellationToken) =>
        database.FindAsync<Budgets>("SELECT document FROM budgets WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken);

    public Task ReplaceAsync(string userId, Budgets budgets, CancellationToken cancellationToken) => database.ExecuteAsync(
        "INSERT INTO budgets VALUES ($user_id, $document) ON CONFLICT (user_id) DO UPDATE SET document = excluded.document",
        [("$user_id", userId), ("$document", Document.Write(budgets))], cancellationToken);

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM budgets WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken);
}
