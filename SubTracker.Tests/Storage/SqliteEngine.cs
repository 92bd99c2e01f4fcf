using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.Tests.Storage;

/// <summary>A database in a folder of its own.</summary>
internal sealed class SqliteEngine : IDisposable
{
    private static readonly SqliteTables[] s_tables =
    [
        new(SqliteUserStore.Tables), new(SqliteSessionStore.Tables), new(SqliteSubscriptionStore.Tables),
        new(SqliteReminderLedger.Tables), new(SqliteOutboxStore.Tables), new(SqliteWebKeyStore.Tables),
        new(SqliteRateStore.Tables), new(SqliteOwnRateStore.Tables), new(SqliteBudgetStore.Tables),
        new(SqliteReminderLedger.Tables), new(SqliteOutboxStore.Tables), new(SqliteWebKeyStore.Tables), new(SqliteFeedStore.Tables),
        new(SqliteImportStore.Tables),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("subtracker-");

    public SqliteEngine() => (Database, AnotherReplica) = (Open(), Open());

    public Database Database { get; }

    /// <summary>The same file, opened by somebody else who knows nothing of the first one's locks.</summary>
    public Database AnotherReplica { get; }

    /// <summary>As <see cref="Database"/> has it: the pool hands out the same connection.</summary>
    public string ConnectionString =>
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, "subtracker.db") }.ToString();

    public void Dispose()
    {
        AnotherReplica.Dispose();
        Database.Dispose();
        _folder.Delete(recursive: true);
    }

    private Database Open() => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("SubTracker:DataFolder", _folder.FullName)]).Build(), s_tables);
}
