using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
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

namespace SubTracker.ApiService.Storage.Sqlite;

/// <param name="Sql">The tables and indexes of one store, each <c>IF NOT EXISTS</c>.</param>
/// <param name="Added">Columns that came later than the tables.</param>
internal sealed record SqliteTables(string Sql, params SqliteColumn[] Added)
{
    /// <summary>The table that used to have no rowid.</summary>
    public string? Rowid { get; init; }
}

internal sealed record SqliteColumn(string Table, string Name, string Type);

internal static class SqliteStorage
{
    public static void AddSqliteStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<SqliteSetup>();
        builder.Services.AddHealthChecks().AddCheck<SqliteHealth>("storage");
        builder.Services.AddSqliteStores();
    }

    public static void AddSqliteStores(this IServiceCollection services)
    {
        services.AddSingleton<Database>();
        services.AddStore<IUserStore, SqliteUserStore>(SqliteUserStore.Tables);
        services.AddStore<ISessionStore, SqliteSessionStore>(SqliteSessionStore.Tables);
        services.AddStore<IRateStore, SqliteRateStore>(SqliteRateStore.Tables);
        services.AddStore<IOwnRateStore, SqliteOwnRateStore>(SqliteOwnRateStore.Tables);
        services.AddStore<IBudgetStore, SqliteBudgetStore>(SqliteBudgetStore.Tables);
        services.AddStore<IWebKeyStore, SqliteWebKeyStore>(SqliteWebKeyStore.Tables);
        services.AddSingleton<IXmlRepository>(provider => new FileSystemXmlRepository(
            DatabaseFile.SealKeys(provider.GetRequiredService<IConfiguration>()["SubTracker:DataFolder"]), NullLoggerFactory.Instance));
        services.AddSingleton<ChannelSeal>();
        services.AddSingleton(new SqliteTables(SqliteSubscriptionStore.Tables, SqliteSubscriptionStore.Trace, SqliteSubscriptionStore.RestartedAt) { Rowid = "subscriptions" });
        services.AddSingleton<ISubscriptionStore, SqliteSubscriptionStore>();
        services.AddStore<IPaymentStore, SqlitePaymentStore>(SqlitePaymentStore.Tables);
        services.AddStore<IIdempotencyStore, SqliteIdempotencyStore>(SqliteIdempotencyStore.Tables);
        services.AddStore<ILedgerStore, SqliteLedgerStore>(SqliteLedgerStore.Tables);
        services.AddStore<ILeaseStore, SqliteLeaseStore>(SqliteLeaseStore.Tables);
        services.AddStore<ISettingsStore, SqliteSettingsStore>(SqliteSettingsStore.Tables);
        services.AddSingleton<IAdminStore, SqliteAdminStore>();
        services.AddStore<IChannelStore, SqliteChannelStore>(SqliteChannelStore.Tables);
        services.AddStore<IAnnouncementStore, SqliteAnnouncementStore>(SqliteAnnouncementStore.Tables);
        services.AddStore<IOutboxStore, SqliteOutboxStore>(SqliteOutboxStore.Tables);
        services.AddStore<IFeedStore, SqliteFeedStore>(SqliteFeedStore.Tables);
        services.AddStore<IImportStore, SqliteImportStore>(SqliteImportStore.Tables);
    }

    /// <summary>The database of a folder, with all its tables.</summary>
    public static Database Open(string folder)
    {
        var services = new ServiceCollection();
        services.AddSqliteStores();
        using var provider = services.BuildServiceProvider();
        return new(folder, provider.GetServices<SqliteTables>());
    }

    private static void AddStore<TQuestions, TStore>(this IServiceCollection services, string tables)
        where TQuestions : class
        where TStore : class, TQuestions
    {
        services.AddSingleton(new SqliteTables(tables));
        services.AddSingleton<TQuestions, TStore>();
    }

    /// <summary>Opens the database at start, so that a wrong data folder is told at once.</summary>
    private sealed class SqliteSetup(Database database) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => AskAsync(database, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class SqliteHealth(Database database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            await AskAsync(database, cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }

    private static async Task AskAsync(Database database, CancellationToken cancellationToken) =>
        await database.QueryAsync("SELECT 1", [], row => row.GetInt64(0), cancellationToken);
}
