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
        CREATE INDEX IF NOT EXISTS users_administrators ON users (id) WHERE document ->> '$.role' = 'admin';
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

    public async Task<AccountWrite> ReplaceKeepingAnAdministratorAsync(User user, long expectedVersion, CancellationToken cancellationToken)
    {
        var written = await database.ExecuteAsync("""
            UPDATE users SET version = $version, settings_version = $settings, document = $document
            WHERE id = $id AND version = $expected AND ($administers OR EXISTS (
                SELECT 1 FROM users WHERE document ->> '$.role' = 'admin' AND NOT ifnull(document ->> '$.disabled', 0) AND id <> $id))
            """, [.. Columns(user), ("$expected", expectedVersion), ("$administers", user is { Role: Role.Admin, Disabled: false })], cancellationToken);
        if (written == 1)
            return AccountWrite.Done;
        return (await FindAsync(user.Id, cancellationToken))?.Version == expectedVersion ? AccountWrite.LastAdministrator : AccountWrite.Moved;
    }

    public Task DeleteAsync(string id, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM users WHERE id = $id", [("$id", id)], cancellationToken);

    public async Task<(IReadOnlyList<User> Page, long Total)> ListAsync(string? search, int page, int limit, CancellationToken cancellationToken)
    {
        // Along the index by address, which no address comes before.
        const string Found = "email_key >= '' AND ($search IS NULL OR instr(email_key, $search) > 0 OR instr(lower(document ->> '$.name'), $search) > 0)";
        var sought = ("$search", (object?)search?.ToLowerInvariant());
        var total = await database.QueryAsync($"SELECT count(*) FROM users WHERE {Found}", [sought], row => row.GetInt64(0), cancellationToken);
        var users = await database.ListAsync<User>(
            $"SELECT document FROM users WHERE {Found} ORDER BY email_key LIMIT $limit OFFSET $skip",
            [sought, ("$limit", limit), ("$skip", (page - 1L) * limit)], cancellationToken);
        return (users, total[0]);
    }

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
