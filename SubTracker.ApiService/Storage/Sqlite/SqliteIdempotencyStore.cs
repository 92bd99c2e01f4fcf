using SubTracker.ApiService.Platform;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteIdempotencyStore(Database database) : IIdempotencyStore
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS idempotency_keys (
            user_id TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, started_at INTEGER NOT NULL, held_until INTEGER NOT NULL,
            expires_at INTEGER NOT NULL, answer TEXT, PRIMARY KEY (user_id, key)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS idempotency_keys_by_expiry ON idempotency_keys (expires_at);
        """;

    private const string IsRequest = "user_id = $user_id AND key = $key AND fingerprint = $fingerprint AND answer IS NULL";

    public Task<KeyClaim> ClaimAsync(
        KeyedRequest request, DateTimeOffset now, DateTimeOffset heldUntil, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        database.WriteAsync(connection =>
        {
            Database.Run(connection, "DELETE FROM idempotency_keys WHERE expires_at <= $now", [("$now", now)]);
            var claimed = Database.Query(
                connection,
                """
                INSERT INTO idempotency_keys (user_id, key, fingerprint, started_at, held_until, expires_at)
                VALUES ($user_id, $key, $fingerprint, $now, $held_until, $expires_at)
                ON CONFLICT (user_id, key) DO UPDATE SET held_until = $held_until
                    WHERE fingerprint = $fingerprint AND answer IS NULL AND held_until <= $now
                RETURNING started_at
                """,
                [.. Of(request), ("$now", now), ("$held_until", heldUntil), ("$expires_at", expiresAt)], row => row.GetInt64(0));
            if (claimed is [var startedAt])
                return new KeyClaim(KeyClaimResult.Ours, DateTimeOffset.FromUnixTimeMilliseconds(startedAt));
            var (fingerprint, answer) = Database.Query(
                connection,
                "SELECT fingerprint, answer FROM idempotency_keys WHERE user_id = $user_id AND key = $key",
                Of(request)[..2], row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)))[0];
            if (fingerprint != request.Fingerprint)
                return new(KeyClaimResult.OtherRequest);
            return answer is null ? new(KeyClaimResult.InProgress) : new(KeyClaimResult.Answered, Answer: Document.Read<StoredAnswer>(answer));
        }, cancellationToken);

    public Task SaveAnswerAsync(KeyedRequest request, StoredAnswer answer, CancellationToken cancellationToken) => database.ExecuteAsync(
        $"UPDATE idempotency_keys SET answer = $answer WHERE {IsRequest}", [.. Of(request), ("$answer", Document.Write(answer))], cancellationToken);

    public Task ReleaseAsync(KeyedRequest request, DateTimeOffset heldUntil, CancellationToken cancellationToken) => database.ExecuteAsync(
        $"UPDATE idempotency_keys SET held_until = 0 WHERE {IsRequest} AND held_until = $held_until", [.. Of(request), ("$held_until", heldUntil)], cancellationToken);

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) => database.ExecuteAsync(
        "DELETE FROM idempotency_keys WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken);

    private static (string, object?)[] Of(KeyedRequest request) =>
        [("$user_id", request.UserId), ("$key", request.Key), ("$fingerprint", request.Fingerprint)];
}
