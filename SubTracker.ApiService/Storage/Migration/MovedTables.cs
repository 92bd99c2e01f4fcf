using MongoDB.Bson;
using SubTracker.ApiService.Auth;
using SubTracker.ApiService.Calendar;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Statistics;
using SubTracker.ApiService.Storage.Mongo;
using SubTracker.ApiService.Storage.Sqlite;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Transfer;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Admin;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Storage.Migration;

/// <summary>Every table there is: each store's rows become what the same store would have written into MongoDB.</summary>
internal static class MovedTables
{
    /// <summary>
    /// Leases, keys and an import's report are of use for minutes and for a day, to who runs and to who repeats a request: nobody does across a move.
    /// <c>reminders</c> is empty since the ledger took its rows over.
    /// </summary>
    public static IReadOnlyList<string> LeftBehind { get; } = ["leases", "idempotency_keys", "import_reports", "reminders"];

    /// <param name="today">The day that what is stored of renewals and status is brought up to.</param>
    public static IReadOnlyList<MovedTable> All(DateOnly today) =>
    [
        new("installation", "administrator_id", "id", MongoSchema.Installation, row => MongoUserStore.FoundedBy(row.GetString(0))),
        MovedTable.Of<User>("users", "id", MongoSchema.Users, (user, _) => MongoUserStore.DocumentOf(user)),
        // What the server would delete while it is being compared stays behind: its owner signs in again.
        MovedTable.Of<Session>("sessions", "id", MongoSchema.Sessions, (session, _) => session.ToBsonDocument()) with
        {
            Where = $"expires_at > {today.AddDays(3).ToDateTime(default, DateTimeKind.Utc).Subtract(DateTime.UnixEpoch).TotalMilliseconds:f0}",
        },
        new("web_keys", "name, xml", "name", MongoSchema.WebKeys, row => new() { ["_id"] = row.GetString(0), ["xml"] = row.GetString(1) }),
        new("subscriptions", SqliteSubscriptionStore.Columns, "id", MongoSchema.Subscriptions,
            row => StoredSubscription.Of(SqliteSubscriptionStore.Read(row), today)),
        MovedTable.Of<Payment>("payments", "id", MongoSchema.Payments, (payment, _) => payment.ToBsonDocument()),
        MovedTable.Of<LedgerRow>("ledger", "id", MongoSchema.Reminders, (row, _) => row.ToBsonDocument()),
        MovedTable.Of<InstallationSettings>("settings", "id", MongoSchema.Settings, (settings, _) => MongoSettingsStore.DocumentOf(settings)),
        MovedTable.Of<OutboxMessageResponse>(
            "outbox", "id", MongoSchema.Outbox, (message, row) => MongoOutboxStore.DocumentOf(message, row.GetString(1)), ", user_id"),
        MovedTable.Of<DayRates>("rates", "day", MongoSchema.Rates, (rates, _) => MongoRateStore.DocumentOf(rates)),
        MovedTable.Of<IReadOnlyList<OwnRate>>(
            "own_rates", "user_id", MongoSchema.OwnRates, (rates, row) => MongoOwnRateStore.DocumentOf(row.GetString(1), rates), ", user_id"),
        MovedTable.Of<Budgets>(
            "budgets", "user_id", MongoSchema.Budgets, (budgets, row) => MongoBudgetStore.DocumentOf(row.GetString(1), budgets), ", user_id"),
        new("budget_checks", "user_id, at", "user_id", MongoSchema.BudgetChecks,
            row => MongoBudgetStore.CheckOf(row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)))),
        new("channels", "document, health", "user_id, id", MongoSchema.Channels, row => MongoChannelStore.DocumentOf(SqliteChannelStore.Read(row))),
        MovedTable.Of<Announcement>("announcements", "id", MongoSchema.Announcements, (announcement, _) => announcement.ToBsonDocument()),
        MovedTable.Of<CalendarFeed>("calendar_feeds", "user_id", MongoSchema.CalendarFeeds, (feed, _) => MongoFeedStore.DocumentOf(feed)),
        MovedTable.Of<Import>("imports", "id", MongoSchema.Imports, (import, _) => MongoImportStore.DocumentOf(import)),
        MovedTable.Of<IReadOnlyList<ImportChange>>(
            "import_batches", "import_id, number", MongoSchema.ImportBatches,
            (changes, row) => MongoImportStore.DocumentOf(row.GetString(1), row.GetInt32(2), changes), ", import_id, number"),
    ];
}
