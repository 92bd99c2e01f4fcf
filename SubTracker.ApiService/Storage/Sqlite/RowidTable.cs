using Microsoft.Data.Sqlite;

namespace SubTracker.ApiService.Storage.Sqlite;

/// <summary>A table that the first installations have without a rowid is written anew with one: its long rows had a page each.</summary>
internal static class RowidTable
{
    /// <param name="create">Makes the table, its indexes and its later columns where they are not there.</param>
    public static void Ensure(SqliteConnection connection, string table, Action create)
    {
        if (!IsWithoutRowid(connection, table))
            return;
        // The write lock at once: another process that starts on the same file waits, and finds it done.
        using var transaction = connection.BeginTransaction(deferred: false);
        if (!IsWithoutRowid(connection, table))
            return;
        var columns = string.Join(", ", Names(connection, "SELECT name FROM pragma_table_info($table)", table));
        foreach (var index in Names(connection, "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = $table AND sql IS NOT NULL", table))
            Database.Run(connection, $"DROP INDEX {index}", []);
        Database.Run(connection, $"ALTER TABLE {table} RENAME TO {table}_before", []);
        create();
        Database.Run(connection, $"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}_before ORDER BY id; DROP TABLE {table}_before", []);
        transaction.Commit();
    }

    private static bool IsWithoutRowid(SqliteConnection connection, string table) =>
        Names(connection, "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = $table", table)
            .Any(sql => sql.EndsWith("WITHOUT ROWID", StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<string> Names(SqliteConnection connection, string sql, string table) =>
        Database.Query(connection, sql, [("$table", table)], row => row.GetString(0));
}
