using SubTracker.ApiService.Notifications;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteOutboxStore(Database database) : IOutboxStore
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, user_id TEXT NOT NULL, created_at INTEGER NOT NULL, document TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS outbox_by_user ON outbox (user_id, created_at, id);
        """;

    public Task AddAsync(EmailMessage message, CancellationToken cancellationToken) => database.ExecuteAsync(
        "INSERT INTO outbox (id, user_id, created_at, document) VALUES ($id, $user_id, $created_at, $document) ON CONFLICT (id) DO NOTHING",
        [
            ("$id", message.Id), ("$user_id", message.UserId), ("$created_at", message.Date),
            ("$document", Document.Write(new OutboxMessageResponse(message.Id, message.ToAddress, message.Subject, message.Text, message.Date))),
        ],
        cancellationToken);

    public async Task<(IReadOnlyList<OutboxMessageResponse> Page, long Total)> ListAsync(
        string userId, int page, int limit, CancellationToken cancellationToken)
    {
        var total = await database.QueryAsync(
            "SELECT count(*) FROM outbox WHERE user_id = $user_id", [("$user_id", userId)], row => row.GetInt64(0), cancellationToken);
        var messages = await database.ListAsync<OutboxMessageResponse>(
            "SELECT document FROM outbox WHERE user_id = $user_id ORDER BY created_at DESC, id DESC LIMIT $limit OFFSET $skip",
            [("$user_id", userId), ("$limit", limit), ("$skip", (page - 1L) * limit)], cancellationToken);
        return (messages, total[0]);
    }

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM outbox WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken);
}
