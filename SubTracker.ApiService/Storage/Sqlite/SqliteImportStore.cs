using SubTracker.ApiService.Transfer;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteImportStore(Database database) : IImportStore
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS imports (
            id TEXT PRIMARY KEY, user_id TEXT NOT NULL, created_at INTEGER NOT NULL, version INTEGER NOT NULL, lease_until INTEGER,
            document TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS imports_of_user ON imports (user_id, created_at, id);
        CREATE INDEX IF NOT EXISTS imports_unfinished ON imports (lease_until) WHERE lease_until IS NOT NULL;
        CREATE TABLE IF NOT EXISTS import_batches (
            import_id TEXT NOT NULL, number INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (import_id, number)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS import_reports (import_id TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
        """;

    public Task AddAsync(Import import, CancellationToken cancellationToken) => database.ExecuteAsync(
        """
        INSERT INTO imports (id, user_id, created_at, version, lease_until, document)
        VALUES ($id, $user_id, $created_at, $version, $lease_until, $document)
        """,
        Columns(import), cancellationToken);

    public async Task<bool> ReplaceAsync(Import import, long expectedVersion, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            "UPDATE imports SET version = $version, lease_until = $lease_until, document = $document WHERE id = $id AND version = $expected",
            [.. Columns(import), ("$expected", expectedVersion)], cancellationToken) > 0;

    public Task<Import?> FindOwnedAsync(string id, string userId, CancellationToken cancellationToken) => database.FindAsync<Import>(
        "SELECT document FROM imports WHERE id = $id AND user_id = $user_id", [("$id", id), ("$user_id", userId)], cancellationToken);

    public Task<IReadOnlyList<Import>> ListAsync(string userId, CancellationToken cancellationToken) => database.ListAsync<Import>(
        "SELECT document FROM imports WHERE user_id = $user_id ORDER BY created_at DESC, id DESC", [("$user_id", userId)], cancellationToken);

    public Task<IReadOnlyList<Import>> ListAbandonedAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => database.ListAsync<Import>(
        "SELECT document FROM imports WHERE lease_until <= $now ORDER BY lease_until LIMIT $limit", [("$now", now), ("$limit", limit)], cancellationToken);

    public Task AddBatchAsync(string importId, int number, IReadOnlyList<ImportChange> changes, CancellationToken cancellationToken) => database.ExecuteAsync(
        "INSERT INTO import_batches (import_id, number, document) VALUES ($id, $number, $document)",
        [("$id", importId), ("$number", number), ("$document", Document.Write(changes))], cancellationToken);

    public async Task<IReadOnlyList<ImportChange>> ListBatchAsync(string importId, int number, CancellationToken cancellationToken) =>
        await database.FindAsync<IReadOnlyList<ImportChange>>(
            "SELECT document FROM import_batches WHERE import_id = $id AND number = $number", [("$id", importId), ("$number", number)], cancellationToken)
        ?? [];

    public Task AddReportAsync(string importId, ImportReport report, CancellationToken cancellationToken) => database.ExecuteAsync(
        "INSERT INTO import_reports (import_id, document) VALUES ($id, $document)",
        [("$id", importId), ("$document", Document.Write(report))], cancellationToken);

    public Task<ImportReport?> FindReportAsync(string importId, CancellationToken cancellationToken) => database.FindAsync<ImportReport>(
        "SELECT document FROM import_reports WHERE import_id = $id", [("$id", importId)], cancellationToken);

    public Task DeleteAsync(string id, CancellationToken cancellationToken) => database.ExecuteAsync(
        """
        DELETE FROM imports WHERE id = $id;
        DELETE FROM import_batches WHERE import_id = $id;
        DELETE FROM import_reports WHERE import_id = $id
        """,
        [("$id", id)], cancellationToken);

    private static (string, object?)[] Columns(Import import) =>
    [
        ("$id", import.Id), ("$user_id", import.UserId), ("$created_at", import.At), ("$version", import.Version),
        ("$lease_until", import.IsUnfinished ? import.LeaseUntil : null), ("$document", Document.Write(import)),
    ];
}
