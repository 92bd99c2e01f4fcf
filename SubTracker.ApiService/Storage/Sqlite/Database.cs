using Microsoft.Data.Sqlite;

namespace SubTracker.ApiService.Storage.Sqlite;

/// <summary>The embedded database, one file in the data folder. A connection lives for one question and goes back to the pool.</summary>
internal sealed class Database : IDisposable
{
    private readonly string _connectionString;

    // SQLite has one writer. Waiting here is fair and wakes at once; waiting in the driver is a sleep of 150 ms and may end in "busy".
    private readonly SemaphoreSlim _writer = new(1);
    private readonly WriteQueue _writes = new();

    public Database(IConfiguration configuration, IEnumerable<SqliteTables> tables) : this(configuration["SubTracker:DataFolder"], tables)
    {
    }

    public Database(string? folder, IEnumerable<SqliteTables> tables)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = DatabaseFile.In(folder) }.ToString();
        using var connection = Open();
        Run(connection, "PRAGMA journal_mode = WAL", []);
        foreach (var table in tables)
        {
            Create(connection, table);
            if (table.Rowid is { } name)
                RowidTable.Ensure(connection, name, () => Create(connection, table));
        }
    }

    /// <summary>The document in the first column of the first row.</summary>
    public async Task<T?> FindAsync<T>(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken) where T : class =>
        await ListAsync<T>(sql, parameters, cancellationToken) is [var first, ..] ? first : null;

    /// <summary>The documents in the first column.</summary>
    public Task<IReadOnlyList<T>> ListAsync<T>(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken) =>
        QueryAsync(sql, parameters, row => Document.Read<T>(row, 0), cancellationToken);

    public Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql, (string Name, object? Value)[] parameters, Func<SqliteDataReader, T> map, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Open();
        return Task.FromResult(Query(connection, sql, parameters, map));
    }

    /// <summary>How many rows a write changed.</summary>
    public Task<int> ExecuteAsync(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken) =>
        WriteAsync(connection => Run(connection, sql, parameters), cancellationToken);

    /// <summary>Several statements that happen together or not at all. What waits for the disk at the same time is written to it at once.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        var mine = _writes.Add(write);
        try
        {
            await _writer.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (mine.Withdraw())
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            // Too late: somebody is writing it, or has.
            return await mine.Result;
        }
        try
        {
            while (!mine.Result.IsCompleted)
                _writes.CommitWaiting(Open);
        }
        finally
        {
            _writer.Release();
        }
        return await mine.Result;
    }

    public static int Run(SqliteConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    public static IReadOnlyList<T> Query<T>(
        SqliteConnection connection, string sql, (string Name, object? Value)[] parameters, Func<SqliteDataReader, T> map)
    {
        using var command = Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(_connectionString))
            SqliteConnection.ClearPool(connection);
        _writer.Dispose();
    }

    private static void Create(SqliteConnection connection, SqliteTables table)
    {
        Run(connection, table.Sql, []);
        foreach (var column in table.Added)
            Add(connection, column);
    }

    private static void Add(SqliteConnection connection, SqliteColumn column)
    {
        if (Query(connection, $"SELECT 1 FROM pragma_table_info('{column.Table}') WHERE name = '{column.Name}'", [], row => row.GetInt64(0)) is [])
            Run(connection, $"ALTER TABLE {column.Table} ADD COLUMN {column.Name} {column.Type}", []);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        // An acknowledged write survives a power cut. The other process that may hold the file is a backup.
        // Its pages stay with the connection, up to 32 MB: a user's thousands of subscriptions are more than the 2 MB it would keep by itself.
        Run(connection, "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -32768", []);
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value switch
            {
                null => DBNull.Value,
                DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
                _ => value,
            });
        return command;
    }
}
