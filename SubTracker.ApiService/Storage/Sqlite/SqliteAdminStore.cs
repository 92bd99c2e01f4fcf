using SubTracker.ApiService.Admin;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteAdminStore(Database database) : IAdminStore
{
    public async Task<InstallationCounts> CountAsync(CancellationToken cancellationToken) => (await database.QueryAsync(
        """
        SELECT (SELECT count(*) FROM users WHERE id >= ''), (SELECT count(*) FROM subscriptions WHERE id >= ''),
            (SELECT count(*) FROM subscriptions WHERE plan_state = 'Pending'), (SELECT count(*) FROM subscriptions WHERE plan_state = 'Planned')
        """,
        [], row => new InstallationCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), cancellationToken))[0];

    public Task<IReadOnlyList<Subscription>> ListSubscriptionsAsync(string after, int limit, CancellationToken cancellationToken) => database.QueryAsync(
        $"SELECT {SqliteSubscriptionStore.Columns} FROM subscriptions WHERE id > $after ORDER BY id LIMIT $limit",
        [("$after", after), ("$limit", limit)], SqliteSubscriptionStore.Read, cancellationToken);
}
