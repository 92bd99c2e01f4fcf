using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace SubTracker.QStash.Storage;

/// <summary>The file that holds everything, and the lock that keeps a second server away from it.</summary>
internal sealed class QStashFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;
    private readonly bool _allowsPrivateAddresses;

    public QStashFile(IOptions<QStashOptions> options)
    {
        _allowsPrivateAddresses = !options.Value.ForbidPrivateAddresses;
        var folder = Directory.CreateDirectory(options.Value.DataFolder).FullName;
        try
        {
            _lock = new FileStream(Path.Combine(folder, "qstash.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new InvalidOperationException($"The data folder {folder} is in use by another QStash server.");
        }

        _path = Path.Combine(folder, "qstash.db");
    }

    public Database Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false }.ToString());
        connection.Open();
        var database = new Database(connection) { AllowsPrivateAddresses = _allowsPrivateAddresses };
        database.Execute("PRAGMA journal_mode = WAL");
        database.Execute("PRAGMA synchronous = FULL");
        database.Execute("PRAGMA busy_timeout = 5000");
        return database;
    }

    public void Dispose() => _lock.Dispose();
}
