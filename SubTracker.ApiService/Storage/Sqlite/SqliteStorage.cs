using SubTracker.ApiService.Auth;
using SubTracker.ApiService.Calendar;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Statistics;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Transfer;
using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Storage.Sqlite;

/// <param name="Sql">The tables and indexes of one store, each <c>IF NOT EXISTS</c>.</param>
internal sealed record SqliteTables(string Sql);

internal static class SqliteStorage
{
    public static void AddSqliteStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Database>();
        builder.Services.AddStore<IUserStore, SqliteUserStore>(SqliteUserStore.Tables);
        builder.Services.AddStore<ISessionStore, SqliteSessionStore>(SqliteSessionStore.Tables);
        builder.Services.AddStore<IRateStore, SqliteRateStore>(SqliteRateStore.Tables);
        builder.Services.AddStore<IOwnRateStore, SqliteOwnRateStore>(SqliteOwnRateStore.Tables);
        builder.Services.AddStore<IBudgetStore, SqliteBudgetStore>(SqliteBudgetStore.Tables);
        builder.Services.AddStore<IWebKeyStore, SqliteWebKeyStore>(SqliteWebKeyStore.Tables);
        builder.Services.AddStore<ISubscriptionStore, SqliteSubscriptionStore>(SqliteSubscriptionStore.Tables);
        builder.Services.AddStore<IReminderLedger, SqliteReminderLedger>(SqliteReminderLedger.Tables);
        builder.Services.AddStore<IOutboxStore, SqliteOutboxStore>(SqliteOutboxStore.Tables);
        builder.Services.AddStore<IFeedStore, SqliteFeedStore>(SqliteFeedStore.Tables);
        builder.Services.AddStore<IImportStore, SqliteImportStore>(SqliteImportStore.Tables);
    }

    /// <summary>Opens the database at start, so that a wrong data folder is told at once.</summary>
    public static void UseSqliteStorage(this WebApplication app) => app.Services.GetRequiredService<Database>();

    private static void AddStore<TQuestions, TStore>(this IServiceCollection services, string tables)
        where TQuestions : class
        where TStore : class, TQuestions
    {
        services.AddSingleton(new SqliteTables(tables));
        services.AddSingleton<TQuestions, TStore>();
    }
}
