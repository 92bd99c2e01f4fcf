using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.Tests.Storage;

/// <summary>
/// A trace on the one pooled connection tells the statements, SQLite their plans. Walking through a whole table is a fault, walking through
/// an index made for just these rows is not.
/// </summary>
public sealed partial class SqliteQueryPlanTests : QueryPlanTests, IDisposable
{
    private readonly SqliteEngine _engine = new();

    private protected override T Store<T>() => _engine.Store<T>();

    private protected override async Task<IReadOnlyList<(string Statement, IReadOnlyList<string> Scans)>> PlansAsync(Func<Task> ask)
    {
        using var connection = new SqliteConnection(_engine.ConnectionString);
        return [.. (await TraceAsync(connection, ask)).Select(sql => (sql, Scans(connection, sql)))];
    }

    public void Dispose() => _engine.Dispose();

    private static async Task<List<string>> TraceAsync(SqliteConnection pooled, Func<Task> ask)
    {
        List<string> seen = [];
        pooled.Open();
        raw.sqlite3_trace(pooled.Handle, (_, sql) => seen.Add(sql), null);
        pooled.Close();
        await ask();
        pooled.Open();
        raw.sqlite3_trace(pooled.Handle, (strdelegate_trace?)null, null);
        pooled.Close();
        return [.. seen.Where(sql => Statement().IsMatch(sql))];
    }

    /// <summary>The steps of a statement that walk through a table, or through an index that has all of its rows.</summary>
    private static IReadOnlyList<string> Scans(SqliteConnection connection, string sql)
    {
        connection.Open();
        var partial = Database.Query(connection, "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'", [], row => row.GetString(0));
        var steps = Database.Query(connection, $"EXPLAIN QUERY PLAN {sql}", [], row => row.GetString(3));
        connection.Close();
        return [.. steps.Where(step => step.StartsWith("SCAN ", StringComparison.Ordinal) && !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal) && step != "SCAN CONSTANT ROW"
            && !partial.Any(index => step.EndsWith($" INDEX {index}", StringComparison.Ordinal)))];
    }

    [GeneratedRegex("^(SELECT|INSERT|UPDATE|DELETE)")]
    private static partial Regex Statement();
}
