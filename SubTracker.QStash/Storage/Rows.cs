using Microsoft.Data.Sqlite;

namespace SubTracker.QStash.Storage;

internal static class Rows
{
    public static string? Text(this SqliteDataReader row, string column) =>
        row.GetOrdinal(column) is var ordinal && row.IsDBNull(ordinal) ? null : row.GetString(ordinal);

    public static long? Number(this SqliteDataReader row, string column) =>
        row.GetOrdinal(column) is var ordinal && row.IsDBNull(ordinal) ? null : row.GetInt64(ordinal);

    public static byte[]? Bytes(this SqliteDataReader row, string column) =>
        row.GetOrdinal(column) is var ordinal && row.IsDBNull(ordinal) ? null : row.GetFieldValue<byte[]>(ordinal);
}
