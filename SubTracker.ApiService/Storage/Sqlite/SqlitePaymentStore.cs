using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqlitePaymentStore(Database database) : IPaymentStore
{
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS payments (
            id TEXT PRIMARY KEY, subscription_id TEXT NOT NULL, user_id TEXT NOT NULL, date TEXT NOT NULL, version INTEGER NOT NULL,
            document TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS payments_of_subscription ON payments (subscription_id, date, id);
        CREATE INDEX IF NOT EXISTS payments_of_user ON payments (user_id, date, id);
        """;

    private const string IsOwn = "id = $id AND subscription_id = $subscription_id AND user_id = $user_id";
    private const string OfSubscription = "subscription_id = $subscription_id AND user_id = $user_id";

    private const string Insert = """
        INSERT INTO payments (id, subscription_id, user_id, date, version, document)
        VALUES ($id, $subscription_id, $user_id, $date, $version, $document) ON CONFLICT (id) DO NOTHING
        """;

    public async Task<bool> AddAsync(Payment payment, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(Insert, Columns(payment), cancellationToken) > 0;

    public async Task AddAllAsync(IReadOnlyList<Payment> payments, CancellationToken cancellationToken)
    {
        if (payments.Count > 0)
            await database.WriteAsync(connection => payments.Sum(payment => Database.Run(connection, Insert, Columns(payment))), cancellationToken);
    }

    public Task<Payment?> FindAsync(string id, string subscriptionId, string userId, CancellationToken cancellationToken) =>
        database.FindAsync<Payment>(
            $"SELECT document FROM payments WHERE {IsOwn}",
            [("$id", id), ("$subscription_id", subscriptionId), ("$user_id", userId)], cancellationToken);

    public async Task<bool> ReplaceAsync(Payment payment, long expectedVersion, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            $"UPDATE payments SET date = $date, version = $version, document = $document WHERE {IsOwn} AND version = $expected",
            [.. Columns(payment), ("$expected", expectedVersion)], cancellationToken) > 0;

    public async Task<bool> DeleteAsync(string id, string subscriptionId, string userId, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            $"DELETE FROM payments WHERE {IsOwn}",
            [("$id", id), ("$subscription_id", subscriptionId), ("$user_id", userId)], cancellationToken) > 0;

    public async Task DeleteEachAsync(IReadOnlyList<Payment> payments, string userId, CancellationToken cancellationToken)
    {
        if (payments.Count > 0)
            await database.ExecuteAsync(
                "DELETE FROM payments WHERE user_id = $user_id AND id IN (SELECT value FROM json_each($ids))",
                [("$user_id", userId), ("$ids", Document.Write(payments.Select(p => p.Id)))], cancellationToken);
    }

    public async Task<(IReadOnlyList<Payment> Page, long Total)> ListAsync(
        string subscriptionId, string userId, int page, int limit, CancellationToken cancellationToken)
    {
        (string, object?)[] whose = [("$subscription_id", subscriptionId), ("$user_id", userId)];
        var total = await database.QueryAsync($"SELECT count(*) FROM payments WHERE {OfSubscription}", whose, row => row.GetInt64(0), cancellationToken);
        var payments = await database.ListAsync<Payment>(
            $"SELECT document FROM payments WHERE {OfSubscription} ORDER BY date DESC, id DESC LIMIT $limit OFFSET $skip",
            [.. whose, ("$limit", limit), ("$skip", (page - 1L) * limit)], cancellationToken);
        return (payments, total[0]);
    }

    public Task<IReadOnlyList<Payment>> ListAllAsync(string userId, CancellationToken cancellationToken) => database.ListAsync<Payment>(
        "SELECT document FROM payments WHERE user_id = $user_id ORDER BY date, id", [("$user_id", userId)], cancellationToken);

    public Task DeleteOfSubscriptionAsync(string subscriptionId, string userId, CancellationToken cancellationToken) => database.ExecuteAsync(
        $"DELETE FROM payments WHERE {OfSubscription}", [("$subscription_id", subscriptionId), ("$user_id", userId)], cancellationToken);

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM payments WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken);

    private static (string, object?)[] Columns(Payment payment) =>
    [
        ("$id", payment.Id), ("$subscription_id", payment.SubscriptionId), ("$user_id", payment.UserId),
        ("$date", payment.Date.Stored()), ("$version", payment.Version), ("$document", Document.Write(payment)),
    ];
}
