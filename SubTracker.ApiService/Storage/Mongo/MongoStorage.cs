using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MongoDB.Bson;
using MongoDB.Driver;
using OpenTelemetry.Trace;
using SubTracker.ApiService.Admin;
using SubTracker.ApiService.Auth;
using SubTracker.ApiService.Calendar;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Statistics;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Transfer;
using SubTracker.ApiService.Users;
using SubTracker.ServiceDefaults;

namespace SubTracker.ApiService.Storage.Mongo;

internal static class MongoStorage
{
    public static void AddMongoStorage(this WebApplicationBuilder builder, string connectionString)
    {
        var services = builder.Services;
        var database = Open(connectionString);
        services.AddSingleton(database);
        services.AddSingleton(database.Client);
        services.AddHostedService<MongoSetup>();
        services.AddHealthChecks().AddCheck<MongoHealth>("storage");
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(MongoTelemetry.ActivitySourceName));
        services.AddMongoStores();
    }

    public static void AddMongoStores(this IServiceCollection services)
    {
        services.AddSingleton<IUserStore, MongoUserStore>();
        services.AddSingleton<ISessionStore, MongoSessionStore>();
        services.AddSingleton<IWebKeyStore, MongoWebKeyStore>();
        services.AddSingleton<IXmlRepository, MongoSealKeys>();
        services.AddSingleton<ChannelSeal>();
        services.AddSingleton<ISubscriptionStore, MongoSubscriptionStore>();
        services.AddSingleton<IPaymentStore, MongoPaymentStore>();
        services.AddSingleton<IIdempotencyStore, MongoIdempotencyStore>();
        services.AddSingleton<ILedgerStore, MongoLedgerStore>();
        services.AddSingleton<ILeaseStore, MongoLeaseStore>();
        services.AddSingleton<ISettingsStore, MongoSettingsStore>();
        services.AddSingleton<IAdminStore, MongoAdminStore>();
        services.AddSingleton<IChannelStore, MongoChannelStore>();
        services.AddSingleton<IAnnouncementStore, MongoAnnouncementStore>();
        services.AddSingleton<IOutboxStore, MongoOutboxStore>();
        services.AddSingleton<IRateStore, MongoRateStore>();
        services.AddSingleton<IOwnRateStore, MongoOwnRateStore>();
        services.AddSingleton<IBudgetStore, MongoBudgetStore>();
        services.AddSingleton<IFeedStore, MongoFeedStore>();
        services.AddSingleton<IImportStore, MongoImportStore>();
    }

    /// <summary>The database that the connection string names, <c>subtracker</c> where it names none.</summary>
    public static IMongoDatabase Open(string connectionString, Action<MongoClientSettings>? configure = null)
    {
        BsonMapping.Register();
        var url = Parse(connectionString);
        var settings = MongoClientSettings.FromUrl(url);
        settings.ApplicationName ??= "SubTracker";
        // An acknowledged write is on a majority of the members and survives the loss of any one of them.
        settings.WriteConcern = WriteConcern.WMajority;
        configure?.Invoke(settings);
        return new MongoClient(settings).GetDatabase(url.DatabaseName ?? "subtracker");
    }

    private static MongoUrl Parse(string connectionString)
    {
        try
        {
            return MongoUrl.Create(connectionString);
        }
        catch (MongoConfigurationException)
        {
            // The driver's own words repeat the connection string, and with it a password.
            throw new CannotStartException(
                "ConnectionStrings__subtracker is no connection string of MongoDB, such as mongodb://host1,host2/subtracker?replicaSet=rs0.");
        }
    }

    private sealed class MongoHealth(IMongoDatabase database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            await database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
