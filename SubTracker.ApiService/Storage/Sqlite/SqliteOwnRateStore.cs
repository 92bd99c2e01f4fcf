using SubTracker.ApiService.Currencies;
using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteOwnRateStore(Database database) : IOwnRateStore
{
    public const string Tables = "CREATE TABLE IF NOT EXISTS own_rates (user_id TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID";

    public async Task<IReadOnlyList<OwnRate>> ListAsync(string userId, CancellationToken cancellationToken) =>
        await database.FindAsync<List<OwnRate>>(
            "SELECT document FROM own_rates WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken) ?? [];

    public Task ReplaceAsync(string userId, IReadOnlyList<OwnRate> rates, CancellationToken cancellationToken) => database.ExecuteAsync(
        "INSERT INTO own_rates VALUES ($user_id, $document) ON CONFLICT (user_id) DO UPDATE SET document = excluded.document",
        [("$user_id", userId), ("$document", Document.Write(rates))], cancellationToken);

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM own_rates WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken);
}
