using Microsoft.Data.Sqlite;

namespace SubTracker.QStash.Storage;

/// <summary>One connection with its prepared statements; used by one thread at a time. Values are bound as <c>$1</c>, <c>$2</c>, …</summary>
internal sealed class Database(SqliteConnection connection) : IDisposable
{
    private const int MostStatements = 256;

    private readonly Dictionary<string, SqliteCommand> _statements = [];
    private int _openReaders;

    /// <summary>Whether something was written that may have to be delivered.</summary>
    public bool HasNewWork { get; set; }

    /// <summary>Whether messages may go to loopback, private and link-local addresses.</summary>
    public bool AllowsPrivateAddresses { get; init; } = true;

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        Read(sql, values, reader =>
        {
            while (reader.Read())
                rows.Add(row(reader));
        });
        return rows;
    }

    public T? First<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        T? first = default;
        Read(sql, values, reader => first = reader.Read() ? row(reader) : default);
        return first;
    }

    public long? Number(string sql, params ReadOnlySpan<object?> values) =>
        Prepare(sql, values).ExecuteScalar() is long number ? number : null;

    public void Dispose()
    {
        Forget();
        connection.Dispose();
    }

    // Filters make ever new statements. One that somebody is reading from must stay.
    private void ForgetTooMany()
    {
        if (_statements.Count >= MostStatements && _openReaders == 0)
            Forget();
    }

    private void Forget()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
    }

    private void Read(string sql, ReadOnlySpan<object?> values, Action<SqliteDataReader> rows)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        _openReaders++;
        try
        {
            rows(reader);
        }
        finally
        {
            _openReaders--;
        }
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            ForgetTooMany();
            statement = connection.CreateCommand();
            statement.CommandText = sql;
            _statements.Add(sql, statement);
            for (var i = 1; i <= values.Length; i++)
                statement.Parameters.Add(new SqliteParameter($"${i}", null));
        }

        for (var i = 0; i < values.Length; i++)
            statement.Parameters[i].Value = values[i] ?? DBNull.Value;
        return statement;
    }
}
