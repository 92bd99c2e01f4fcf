using SubTracker.ApiService.Calendar;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteFeedStore(Database database) : IFeedStore
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS calendar_feeds (token_hash TEXT PRIMARY KEY, user_id TEXT NOT NULL UNIQUE, document TEXT NOT NULL) WITHOUT ROWID;
        """;

    public Task<CalendarFeed?> FindAsync(string userId, CancellationToken cancellationToken) =>
        database.FindAsync<CalendarFeed>("SELECT document FROM calendar_feeds WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken);

    public Task<CalendarFeed?> FindByTokenAsync(string tokenHash, CancellationToken cancellationToken) =>
        database.FindAsync<CalendarFeed>("SELECT document FROM calendar_feeds WHERE token_hash = $hash", [("$hash", tokenHash)], cancellationToken);

    public Task PutAsync(CalendarFeed feed, CancellationToken cancellationToken) => database.ExecuteAsync(
        """
        INSERT INTO calendar_feeds (token_hash, user_id, document) VALUES ($hash, $user_id, $document)
        ON CONFLICT (user_id) DO UPDATE SET token_hash = $hash, document = $document
        """,
        [("$hash", feed.TokenHash), ("$user_id", feed.UserId), ("$document", Document.Write(feed))], cancellationToken);

    public async Task<bool> DeleteAsync(string userId, CancellationToken cancellationToken) =>
        await database.ExecuteAsync("DELETE FROM calendar_feeds WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken) > 0;
}
