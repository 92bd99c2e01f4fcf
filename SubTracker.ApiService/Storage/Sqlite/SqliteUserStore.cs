using SubTracker.ApiService.Users;
using SubTracker.Contracts.Users;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteUserStore(Database database) : IUserStore
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS users (
            id TEXT PRIMARY KEY, email_key TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
            settings_version INTEGER NOT NULL, settings_planned INTEGER NOT NULL, document TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS users_unplanned ON users (id) WHERE settings_planned < settings_version;
        CREATE TABLE IF NOT EXISTS installation (id INTEGER PRIMARY KEY CHECK (id = 1), administrator_id TEXT NOT NULL);
        """;

    public Task<User?> AddAsync(User user, CancellationToken cancellationToken) => database.WriteAsync(connection =>
    {
        if (Database.Query(connection, "SELECT 1 FROM users WHERE email_key = $email", [("$email", user.EmailKey)], _ => true) is [_])
            return null;
        var isFirst = Database.Run(connection, "INSERT OR IGNORE INTO installation VALUES (1, $id)", [("$id", user.Id)]) == 1;
        var added = user with { Role = isFirst ? Role.Admin : user.Role };
        Database.Run(connection, "INSERT INTO users VALUES ($id, $email, $version, $settings, $planned, $document)", Columns(added));
        return added;
    }, cancellationToken);

    public Task<User?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.FindAsync<User>("SELECT document FROM users WHERE id = $id", [("$id", id)], cancellationToken);

    public Task<User?> FindByEmailAsync(string emailKey, CancellationToken cancellationToken) =>
        database.FindAsync<User>("SELECT document FROM users WHERE email_key = $email", [("$email", emailKey)], cancellationToken);

    public async Task<bool> ReplaceAsync(User user, long expectedVersion, CancellationToken cancellationToken) =>
        await database.ExecuteAsync("""
            UPDATE users SET email_key = $email, version = $version, settings_version = $settings, settings_planned = $planned,
                document = $document
            WHERE id = $id AND version = $expected
            """, [.. Columns(user), ("$expected", expectedVersion)], cancellationToken) == 1;

    public Task<IReadOnlyList<User>> ListWithUnplannedSettingsAsync(int limit, CancellationToken cancellationToken) =>
        database.ListAsync<User>(
            "SELECT document FROM users WHERE settings_planned < settings_version ORDER BY id LIMIT $limit", [("$limit", limit)], cancellationToken);

    public async Task MarkSettingsPlannedAsync(string id, long settingsVersion, CancellationToken cancellationToken)
    {
        while (await FindAsync(id, cancellationToken) is { } user && user.SettingsPlanned < settingsVersion)
        {
            var planned = user with { SettingsPlanned = settingsVersion, Version = user.Version + 1 };
            if (await ReplaceAsync(planned, user.Version, cancellationToken))
                return;
        }
    }

    private static (string, object?)[] Columns(User user) =>
    [
        ("$id", user.Id), ("$email", user.EmailKey), ("$version", user.Version), ("$settings", user.SettingsVersion),
        ("$planned", user.SettingsPlanned), ("$document", Document.Write(user)),
    ];
}
