using SubTracker.ApiService.Auth;
using SubTracker.Contracts.Auth;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteWebKeyStore(Database database) : IWebKeyStore
{
    public const string Tables = "CREATE TABLE IF NOT EXISTS web_keys (name TEXT PRIMARY KEY, xml TEXT NOT NULL) WITHOUT ROWID;";

    public Task AddAsync(WebKey key, CancellationToken cancellationToken) => database.ExecuteAsync(
        "INSERT INTO web_keys VALUES ($name, $xml) ON CONFLICT (name) DO NOTHING", [("$name", key.Name), ("$xml", key.Xml)], cancellationToken);

    // All of them, and there are few: a new one every ninety days.
    public Task<IReadOnlyList<WebKey>> ListAsync(CancellationToken cancellationToken) => database.QueryAsync(
        "SELECT name, xml FROM web_keys ORDER BY name", [], row => new WebKey(row.GetString(0), row.GetString(1)), cancellationToken);
}
