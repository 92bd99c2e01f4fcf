using SubTracker.ApiService.Notifications;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteAnnouncementStore(Database database) : IAnnouncementStore
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS announcements (
            id TEXT PRIMARY KEY, user_id TEXT NOT NULL, due_at INTEGER NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS announcements_by_due ON announcements (due_at, id);
        CREATE INDEX IF NOT EXISTS announcements_by_user ON announcements (user_id);
        """;

    public Task AddAsync(IReadOnlyList<Announcement> announcements, CancellationToken cancellationToken) => database.WriteAsync(connection =>
    {
        foreach (var announcement in announcements)
            Database.Run(
                connection,
                "INSERT INTO announcements (id, user_id, due_at, version, document) VALUES ($id, $user_id, $due_at, $version, $document) ON CONFLICT (id) DO NOTHING",
                Of(announcement));
        return true;
    }, cancellationToken);

    public Task<IReadOnlyList<Announcement>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.ListAsync<Announcement>(
            "SELECT document FROM announcements WHERE due_at <= $now ORDER BY due_at, id LIMIT $limit", [("$now", now), ("$limit", limit)], cancellationToken);

    public async Task<bool> ReplaceAsync(Announcement announcement, long expectedVersion, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            """
            UPDATE announcements SET user_id = $user_id, due_at = $due_at, version = $version, document = $document
            WHERE id = $id AND version = $expected
            """,
            [.. Of(announcement), ("$expected", expectedVersion)], cancellationToken) == 1;

    public Task DeleteAsync(string id, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM announcements WHERE id = $id", [("$id", id)], cancellationToken);

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM announcements WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken);

    private static (string, object?)[] Of(Announcement announcement) =>
    [
        ("$id", announcement.Id), ("$user_id", announcement.UserId), ("$due_at", announcement.DueAt), ("$version", announcement.Version),
        ("$document", Document.Write(announcement)),
    ];
}
