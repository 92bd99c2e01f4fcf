using SubTracker.ApiService.Reminders;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteLeaseStore(Database database) : ILeaseStore
{
    public const string Tables =
        "CREATE TABLE IF NOT EXISTS leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, ends_at INTEGER NOT NULL) WITHOUT ROWID;";

    public async Task<bool> TakeAsync(
        string name, string holder, DateTimeOffset now, DateTimeOffset until, DateTimeOffset farthest, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            """
            INSERT INTO leases (name, holder, ends_at) VALUES ($name, $holder, $until)
            ON CONFLICT (name) DO UPDATE SET holder = $holder, ends_at = $until WHERE holder = $holder OR ends_at <= $now OR ends_at > $farthest
            """,
            [("$name", name), ("$holder", holder), ("$now", now), ("$until", until), ("$farthest", farthest)], cancellationToken) > 0;

    public Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken) => database.ExecuteAsync(
        "DELETE FROM leases WHERE name = $name AND holder = $holder", [("$name", name), ("$holder", holder)], cancellationToken);
}
