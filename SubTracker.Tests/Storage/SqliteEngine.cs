using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.Tests.Storage;

/// <summary>A database in a folder of its own.</summary>
internal sealed class SqliteEngine : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("subtracker-");
    private readonly ServiceProvider _stores;
    private readonly ServiceProvider _anotherReplica;

    public SqliteEngine() => (_stores, _anotherReplica) = (Open(), Open());

    public Database Database => _stores.GetRequiredService<Database>();

    /// <summary>The same file, opened by somebody else who knows nothing of the first one's locks.</summary>
    public Database AnotherReplica => _anotherReplica.GetRequiredService<Database>();

    public string Folder => _folder.FullName;

    /// <summary>As the next start of the program opens it.</summary>
    public IDisposable Reopen()
    {
        var again = Open();
        again.GetRequiredService<Database>();
        return again;
    }

    /// <summary>As <see cref="Database"/> has it: the pool hands out the same connection.</summary>
    public string ConnectionString =>
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, "subtracker.db") }.ToString();

    public T Store<T>() where T : class => _stores.GetRequiredService<T>();

    /// <summary>A store as a second process on the same folder has it.</summary>
    public T AnotherReplicaStore<T>() where T : class => _anotherReplica.GetRequiredService<T>();

    public void Dispose()
    {
        _anotherReplica.Dispose();
        _stores.Dispose();
        _folder.Delete(recursive: true);
    }

    private ServiceProvider Open()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection([new("SubTracker:DataFolder", _folder.FullName)]).Build());
        services.AddSqliteStores();
        return services.BuildServiceProvider();
    }
}
