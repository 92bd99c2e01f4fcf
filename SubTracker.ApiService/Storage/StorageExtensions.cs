using SubTracker.ApiService.Storage.Mongo;
using SubTracker.ApiService.Storage.Sqlite;
using SubTracker.ServiceDefaults;

namespace SubTracker.ApiService.Storage;

internal static class StorageExtensions
{
    /// <summary>MongoDB where a connection string names one, else SQLite in the data folder.</summary>
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddExceptionHandler<StorageTroubleHandler>();
        if (KeyCertificate.From(builder.Configuration) is { } certificate)
            builder.Services.AddSingleton(certificate);
        if (builder.Configuration.GetConnectionString("subtracker") is { Length: > 0 } connectionString)
            builder.AddMongoStorage(connectionString);
        else if (builder.Configuration["SubTracker:DataFolder"] is { Length: > 0 })
            builder.AddSqliteStorage();
        else
            throw new CannotStartException(
                "Say where the data is kept: ConnectionStrings__subtracker=mongodb://… for MongoDB, or SubTracker__DataFolder for a folder with SQLite.");
    }
}
