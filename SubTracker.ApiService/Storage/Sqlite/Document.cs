using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using SubTracker.Contracts;

namespace SubTracker.ApiService.Storage.Sqlite;

/// <summary>A stored record as the JSON in its column. A member that is younger than the document takes its default.</summary>
internal static class Document
{
    private static readonly JsonSerializerOptions s_options = Configured();

    public static string Write<T>(T record) => JsonSerializer.Serialize(record, s_options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, s_options)!;

    /// <summary>What stands in a column, read where SQLite keeps it (it is UTF-8 there): thousands of documents need no strings in between.</summary>
    public static T Read<T>(SqliteDataReader row, int column) =>
        JsonSerializer.Deserialize<T>(raw.sqlite3_column_blob(row.Handle, column), s_options)!;

    private static JsonSerializerOptions Configured()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        ContractJson.Configure(options);
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.RespectRequiredConstructorParameters = false;
        return options;
    }
}
