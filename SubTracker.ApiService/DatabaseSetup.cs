using SubTracker.ApiService.Auth;
using SubTracker.ApiService.Storage.Mongo;

namespace SubTracker.ApiService;

/// <summary>What is done to a MongoDB before the first replica of the API starts. For SubTracker.MongoSetup, which brings the connection to the database.</summary>
public static class DatabaseSetup
{
    public static void AddDatabaseSetup(this IHostApplicationBuilder builder)
    {
        BsonMapping.Register();
        builder.Services.AddMongoStores();
        builder.Services.AddPasswords();
        builder.Services.AddSingleton<MongoSetup>();
        builder.Services.AddSingleton<FirstAdministrator>();
    }

    /// <summary>Collections, validators, indexes, the first administrator. May be done any number of times.</summary>
    public static async Task SetUpDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<MongoSetup>().StartAsync(cancellationToken);
        await services.GetRequiredService<FirstAdministrator>().AddAsync(cancellationToken);
    }
}
