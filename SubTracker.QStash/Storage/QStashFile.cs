using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using SubTracker.ServiceDefaults;

namespace SubTracker.QStash.Storage;

/// <summary>The file that holds everything, and the lock that keeps a second server away from it.</summary>
internal sealed class QStashFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly FileStream _lock;
    private readonly bool _allowsPrivateAddresses;

    public QStashFile(IOptions<QStashOptions> options)
    {
        _allowsPrivateAddresses = !options.Value.ForbidPrivateAddresses;
        var folder = CreateFolder(options.Value.DataFolder);
        try
        {
            _lock = Open(Path.Combine(folder, "qstash.lock"), FileShare.None);
        }
        catch (IOException)
        {
            throw new CannotStartException($"The data folder {folder} is in use by another QStash server: stop that one, or choose another folder with QStash__DataFolder.");
        }

        _path = Path.Combine(folder, "qstash.db");
        // SQLite gives its other files the mode of this one.
        Open(_path, FileShare.ReadWrite).Dispose();
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

    // Bodies and headers are other people's: nobody but the owner reads them. A folder that is there already keeps its mode.
    private static string CreateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path).FullName
        : Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute).FullName;

    private static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (OperatingSystem.IsWindows())
            return new FileStream(path, options);
        options.UnixCreateMode = OwnerOnly;
        var file = new FileStream(path, options);
        File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
        return file;
    }
}
