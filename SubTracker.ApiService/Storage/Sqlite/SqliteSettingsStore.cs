using SubTracker.ApiService.Users;
using SubTracker.Contracts.Admin;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteSettingsStore(Database database) : ISettingsStore
{
    public const string Tables = "CREATE TABLE IF NOT EXISTS settings (id INTEGER PRIMARY KEY CHECK (id = 1), document TEXT NOT NULL);";

    public async Task<InstallationSettings> ReadAsync(CancellationToken cancellationToken) =>
        await database.FindAsync<InstallationSettings>("SELECT document FROM settings WHERE id = 1", [], cancellationToken) ?? new();

    public Task WriteAsync(InstallationSettings settings, CancellationToken cancellationToken) => database.ExecuteAsync(
        "INSERT INTO settings VALUES (1, $document) ON CONFLICT (id) DO UPDATE SET document = $document", [("$document", Document.Write(settings))], cancellationToken);
}
