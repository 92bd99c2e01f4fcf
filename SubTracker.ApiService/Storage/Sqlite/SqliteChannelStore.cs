using Microsoft.Data.Sqlite;
using SubTracker.ApiService.Notifications;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteChannelStore(Database database, ChannelSeal seal) : IChannelStore
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS channels (
            user_id TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
            health_version INTEGER NOT NULL, health TEXT NOT NULL, PRIMARY KEY (user_id, id)) WITHOUT ROWID;
        """;

    public async Task<bool> AddAsync(Channel channel, CancellationToken cancellationToken) => await database.ExecuteAsync(
        """
        INSERT INTO channels (user_id, id, version, document, health_version, health)
        VALUES ($user_id, $id, $version, $document, $health_version, $health) ON CONFLICT (user_id, id) DO NOTHING
        """,
        [.. Of(channel), .. Of(channel.Health)], cancellationToken) == 1;

    public async Task<Channel?> FindAsync(string userId, string id, CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "SELECT document, health FROM channels WHERE user_id = $user_id AND id = $id", [("$user_id", userId), ("$id", id)], Open, cancellationToken)
            is [var found] ? found : null;

    public Task<IReadOnlyList<Channel>> ListAsync(string userId, CancellationToken cancellationToken) => database.QueryAsync(
        "SELECT document, health FROM channels WHERE user_id = $user_id ORDER BY id", [("$user_id", userId)], Open, cancellationToken);

    // The health's version only rises: what somebody is about to write of the channel as it was finds it moved on.
    public async Task<bool> ReplaceAsync(Channel channel, long expectedVersion, CancellationToken cancellationToken) =>
        await database.WriteAsync(connection =>
        {
            (string, object?)[] key = [("$user_id", channel.UserId), ("$id", channel.Id), ("$expected", expectedVersion)];
            var health = Database.Query(
                connection, "SELECT health FROM channels WHERE user_id = $user_id AND id = $id AND version = $expected", key,
                row => Document.Read<ChannelHealth>(row, 0));
            return health is [var before] && Database.Run(
                connection,
                """
                UPDATE channels SET version = $version, document = $document, health_version = $health_version, health = $health
                WHERE user_id = $user_id AND id = $id
                """,
                [.. Of(channel), .. Of(before.Recovered())]) == 1;
        }, cancellationToken);

    public async Task<bool> ReplaceHealthAsync(
        string userId, string id, ChannelHealth health, long expectedVersion, CancellationToken cancellationToken) => await database.ExecuteAsync(
        """
        UPDATE channels SET health_version = $health_version, health = $health
        WHERE user_id = $user_id AND id = $id AND health_version = $expected
        """,
        [("$user_id", userId), ("$id", id), ("$expected", expectedVersion), .. Of(health)], cancellationToken) == 1;

    public async Task<bool> DeleteAsync(string userId, string id, CancellationToken cancellationToken) => await database.ExecuteAsync(
        "DELETE FROM channels WHERE user_id = $user_id AND id = $id", [("$user_id", userId), ("$id", id)], cancellationToken) == 1;

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM channels WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken);

    private (string, object?)[] Of(Channel channel) =>
        [("$user_id", channel.UserId), ("$id", channel.Id), ("$version", channel.Version), ("$document", Document.Write(seal.Seal(channel)))];

    private static (string, object?)[] Of(ChannelHealth health) => [("$health_version", health.Version), ("$health", Document.Write(health))];

    private Channel Open(SqliteDataReader row) => seal.Open(Read(row));

    /// <summary>As it is stored: its secrets are sealed.</summary>
    internal static Channel Read(SqliteDataReader row) =>
        Document.Read<Channel>(row, 0) with { Health = Document.Read<ChannelHealth>(row, 1) };
}
