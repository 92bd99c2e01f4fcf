using SubTracker.ApiService.Auth;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteSessionStore(Database database) : ISessionStore
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS sessions (
            id TEXT PRIMARY KEY, user_id TEXT NOT NULL, secret_hash TEXT NOT NULL, expires_at INTEGER NOT NULL, document TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS sessions_of_user ON sessions (user_id, expires_at);
        """;

    public Task AddAsync(Session session, CancellationToken cancellationToken) => database.ExecuteAsync("""
        DELETE FROM sessions WHERE user_id = $userId AND expires_at <= $now;
        INSERT INTO sessions VALUES ($id, $userId, $secretHash, $expiresAt, $document)
        """, [.. Columns(session), ("$now", session.CreatedAt)], cancellationToken);

    public Task<Session?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.FindAsync<Session>("SELECT document FROM sessions WHERE id = $id", [("$id", id)], cancellationToken);

    public async Task<bool> ReplaceAsync(Session session, string expectedSecretHash, CancellationToken cancellationToken) =>
        await database.ExecuteAsync("""
            UPDATE sessions SET secret_hash = $secretHash, expires_at = $expiresAt, document = $document
            WHERE id = $id AND secret_hash = $expected
            """, [.. Columns(session), ("$expected", expectedSecretHash)], cancellationToken) == 1;

    public Task RevokeAsync(string id, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM sessions WHERE id = $id", [("$id", id)], cancellationToken);

    public Task RevokeAllAsync(string userId, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM sessions WHERE user_id = $userId", [("$userId", userId)], cancellationToken);

    private static (string, object?)[] Columns(Session session) =>
    [
        ("$id", session.Id), ("$userId", session.UserId), ("$secretHash", session.SecretHash), ("$expiresAt", session.ExpiresAt),
        ("$document", Document.Write(session)),
    ];
}
