using Microsoft.Data.Sqlite;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Storage.Sqlite;

/// <summary>A subscription is one JSON document; beside it stand the columns that are searched, and the plan, which runs move on by themselves.</summary>
internal sealed class SqliteSubscriptionStore(Database database) : ISubscriptionStore
{
    /// <summary><c>holds_through</c>: the last day on which status, renews_on, price and currency are right; price in thousandths, since no currency has more digits.
    /// With a rowid, unlike the smaller tables: without one, a row of more than a thousand bytes gets a page of its own.</summary>
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS subscriptions (
            id TEXT PRIMARY KEY NOT NULL, user_id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
            name_key TEXT NOT NULL, search_text TEXT NOT NULL, price INTEGER NOT NULL, currency TEXT NOT NULL, category TEXT NOT NULL,
            status TEXT NOT NULL, renews_on TEXT, holds_through TEXT, created_at INTEGER NOT NULL,
            plan_revision INTEGER NOT NULL, plan_state TEXT NOT NULL, plan_renewal TEXT, plan_attempt INTEGER NOT NULL, plan_due_at INTEGER
        );
        CREATE INDEX IF NOT EXISTS subscriptions_by_renewal ON subscriptions (user_id, renews_on, id);
        CREATE INDEX IF NOT EXISTS subscriptions_by_name ON subscriptions (user_id, name_key, id);
        CREATE INDEX IF NOT EXISTS subscriptions_by_price ON subscriptions (user_id, price, id);
        CREATE INDEX IF NOT EXISTS subscriptions_by_creation ON subscriptions (user_id, created_at, id);
        CREATE INDEX IF NOT EXISTS subscriptions_of_user ON subscriptions (user_id, id);
        CREATE INDEX IF NOT EXISTS subscriptions_to_roll ON subscriptions (user_id, holds_through) WHERE holds_through IS NOT NULL;
        CREATE INDEX IF NOT EXISTS subscriptions_to_plan ON subscriptions (id) WHERE plan_state = 'Pending';
        CREATE INDEX IF NOT EXISTS subscriptions_planned ON subscriptions (plan_due_at) WHERE plan_state = 'Planned';
        """;

    // What the first installations' table did not have.
    public static readonly SqliteColumn Trace = new("subscriptions", "plan_trace", "TEXT");

    public static readonly SqliteColumn RestartedAt = new("subscriptions", "plan_restarted_at", "INTEGER");

    internal const string Columns = $"document, {PlanColumns}";

    private const string PlanColumns = "plan_revision, plan_state, plan_renewal, plan_attempt, plan_due_at, plan_trace, plan_restarted_at";

    private const string IsRun = "id = $id AND plan_revision = $revision AND plan_renewal IS $renewal AND plan_attempt = $attempt";

    private const string SetPlan = """
        plan_revision = $next_revision, plan_state = $next_state, plan_renewal = $next_renewal, plan_attempt = $next_attempt,
        plan_due_at = $next_due_at, plan_trace = $next_trace, plan_restarted_at = $next_restarted_at
        """;

    private const string Insert = """
        INSERT INTO subscriptions (id, user_id, version, document, name_key, search_text, price, currency, category, status, renews_on,
            holds_through, created_at, plan_revision, plan_state, plan_renewal, plan_attempt, plan_due_at, plan_trace, plan_restarted_at)
        VALUES ($id, $user_id, $version, $document, $name_key, $search_text, $price, $currency, $category, $status, $renews_on,
            $holds_through, $created_at, $next_revision, $next_state, $next_renewal, $next_attempt, $next_due_at, $next_trace, $next_restarted_at)
        ON CONFLICT (id) DO NOTHING
        """;

    private const string Replace = """
        UPDATE subscriptions SET version = $version, document = $document, name_key = $name_key, search_text = $search_text,
            price = $price, currency = $currency, category = $category,
            status = $status, renews_on = $renews_on, holds_through = $holds_through,
            plan_state = iif($next_revision > plan_revision, $next_state, plan_state),
            plan_renewal = iif($next_revision > plan_revision, $next_renewal, plan_renewal),
            plan_attempt = iif($next_revision > plan_revision, $next_attempt, plan_attempt),
            plan_due_at = iif($next_revision > plan_revision, $next_due_at, plan_due_at),
            plan_trace = iif($next_revision > plan_revision, $next_trace, plan_trace),
            plan_restarted_at = iif($next_revision > plan_revision, $next_restarted_at, plan_restarted_at),
            plan_revision = max($next_revision, plan_revision)
        WHERE id = $id AND user_id = $user_id AND version = $expected
        """;

    private const string Delete = "DELETE FROM subscriptions WHERE id = $id AND user_id = $user_id AND ($expected IS NULL OR version = $expected)";

    public async Task<bool> AddAsync(Subscription subscription, DateOnly today, CancellationToken cancellationToken) => await database.ExecuteAsync(
        Insert,
        [.. SubscriptionRow.Of(subscription, today), .. Next(subscription.Plan)], cancellationToken) > 0;

    public Task<Subscription?> FindOwnedAsync(string id, string userId, CancellationToken cancellationToken) =>
        FirstAsync($"SELECT {Columns} FROM subscriptions WHERE id = $id AND user_id = $user_id", [("$id", id), ("$user_id", userId)], cancellationToken);

    public Task<Subscription?> FindAsync(string id, CancellationToken cancellationToken) =>
        FirstAsync($"SELECT {Columns} FROM subscriptions WHERE id = $id", [("$id", id)], cancellationToken);

    public async Task<bool> ReplaceAsync(Subscription subscription, long expectedVersion, DateOnly today, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            Replace,
            [.. SubscriptionRow.Of(subscription, today), .. Next(subscription.Plan), ("$expected", expectedVersion)], cancellationToken) > 0;

    public async Task<bool> DeleteAsync(string id, string userId, long? expectedVersion, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            Delete,
            [("$id", id), ("$user_id", userId), ("$expected", expectedVersion)], cancellationToken) > 0;

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) =>
        database.ExecuteAsync("DELETE FROM subscriptions WHERE user_id = $user_id", [("$user_id", userId)], cancellationToken);

    public async Task<(IReadOnlyList<Subscription> Page, long Total)> ListAsync(SubscriptionQuery query, CancellationToken cancellationToken)
    {
        var (where, parameters) = SubscriptionFilter.Of(query);
        var total = await database.QueryAsync($"SELECT count(*) FROM subscriptions WHERE {where}", parameters, row => row.GetInt64(0), cancellationToken);
        var page = await ListAsync(
            $"SELECT {Columns} FROM subscriptions WHERE {where} ORDER BY {SubscriptionFilter.Order(query)} LIMIT $limit OFFSET $skip",
            [.. parameters, ("$limit", query.Limit), ("$skip", (query.Page - 1L) * query.Limit)], cancellationToken);
        return (page, total[0]);
    }

    public Task<IReadOnlyList<Subscription>> ListAllAsync(string userId, CancellationToken cancellationToken) =>
        ListAsync($"SELECT {Columns} FROM subscriptions WHERE user_id = $user_id ORDER BY created_at, id", [("$user_id", userId)], cancellationToken);

    public Task<IReadOnlyList<Subscription>> ListOwnedAsync(string userId, string? after, int limit, CancellationToken cancellationToken) =>
        ListAsync(
            $"SELECT {Columns} FROM subscriptions WHERE user_id = $user_id AND id > $after ORDER BY id LIMIT $limit",
            [("$user_id", userId), ("$after", after ?? ""), ("$limit", limit)], cancellationToken);

    public Task<IReadOnlyList<Subscription>> ListByIdAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        ListAsync(
            $"SELECT {Columns} FROM subscriptions WHERE id IN (SELECT value FROM json_each($ids))", [("$ids", Document.Write(ids))], cancellationToken);

    public Task WriteAllAsync(IReadOnlyList<SubscriptionWrite> writes, DateOnly today, CancellationToken cancellationToken) => database.WriteAsync(
        connection => writes.Sum(write => Database.Run(
            connection,
            write.Deletes ? Delete : write.ExpectedVersion is null ? Insert : Replace,
            write.Deletes
                ? [("$id", write.Subscription.Id), ("$user_id", write.Subscription.UserId), ("$expected", write.ExpectedVersion)]
                : [.. SubscriptionRow.Of(write.Subscription, today), .. Next(write.Subscription.Plan), ("$expected", write.ExpectedVersion)])),
        cancellationToken);

    public Task<IReadOnlyList<Subscription>> ListRenewingAsync(string userId, DateOnly last, CancellationToken cancellationToken) =>
        ListAsync(
            $"SELECT {Columns} FROM subscriptions WHERE user_id = $user_id AND renews_on <= $last",
            [("$user_id", userId), ("$last", last.Stored())], cancellationToken);

    public async Task RollAsync(string userId, DateOnly today, CancellationToken cancellationToken)
    {
        var outdated = await ListAsync(
            $"SELECT {Columns} FROM subscriptions WHERE user_id = $user_id AND holds_through < $today",
            [("$user_id", userId), ("$today", today.Stored())], cancellationToken);
        if (outdated.Count == 0)
            return;
        await database.WriteAsync(
            connection => outdated.Sum(subscription => Database.Run(
                connection,
                """
                UPDATE subscriptions SET price = $price, currency = $currency, status = $status, renews_on = $renews_on, holds_through = $holds_through
                WHERE id = $id AND version = $version
                """,
                [.. SubscriptionRow.Derived(subscription, today), ("$id", subscription.Id), ("$version", subscription.Version)])),
            cancellationToken);
    }

    public Task<IReadOnlyList<Subscription>> ListPendingPlansAsync(int limit, CancellationToken cancellationToken) =>
        ListAsync($"SELECT {Columns} FROM subscriptions WHERE plan_state = 'Pending' ORDER BY id LIMIT $limit", [("$limit", limit)], cancellationToken);

    public async Task<bool> SettlePlanAsync(string id, ReminderPlanState pending, ReminderPlanState planned, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            $"UPDATE subscriptions SET {SetPlan} WHERE {IsRun} AND plan_state = 'Pending'", [.. Run(id, pending), .. Next(planned)], cancellationToken) > 0;

    public async Task<bool> MovePlanAsync(string id, ReminderPlanState run, ReminderPlanState next, CancellationToken cancellationToken) =>
        await database.ExecuteAsync($"UPDATE subscriptions SET {SetPlan} WHERE {IsRun}", [.. Run(id, run), .. Next(next)], cancellationToken) > 0;

    public Task<IReadOnlyList<(string Id, ReminderPlanState Plan)>> ListLostPlansAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync(
            $"""
            SELECT id, {PlanColumns} FROM subscriptions
            WHERE plan_state = 'Planned' AND plan_due_at < $before AND (plan_restarted_at IS NULL OR plan_restarted_at < $before)
            ORDER BY plan_due_at LIMIT $limit
            """,
            [("$before", before), ("$limit", limit)], row => (row.GetString(0), ReadPlan(row)), cancellationToken);

    public async Task<DateTimeOffset?> FindOldestOverdueAsync(DateTimeOffset now, CancellationToken cancellationToken) => await database.QueryAsync(
        "SELECT plan_due_at FROM subscriptions WHERE plan_state = 'Planned' AND plan_due_at < $now ORDER BY plan_due_at LIMIT 1", [("$now", now)],
        row => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), cancellationToken) is [var oldest] ? oldest : null;

    public Task ReplanAllAsync(string userId, CancellationToken cancellationToken) => database.ExecuteAsync(
        """
        UPDATE subscriptions SET plan_revision = plan_revision + 1, plan_state = 'Pending', plan_renewal = NULL, plan_attempt = 0, plan_due_at = NULL,
            plan_trace = NULL, plan_restarted_at = NULL
        WHERE user_id = $user_id
        """,
        [("$user_id", userId)], cancellationToken);

    private Task<IReadOnlyList<Subscription>> ListAsync(string sql, (string, object?)[] parameters, CancellationToken cancellationToken) =>
        database.QueryAsync(sql, parameters, Read, cancellationToken);

    private async Task<Subscription?> FirstAsync(string sql, (string, object?)[] parameters, CancellationToken cancellationToken) =>
        await ListAsync(sql, parameters, cancellationToken) is [var first, ..] ? first : null;

    internal static Subscription Read(SqliteDataReader row) => SubscriptionDocument.Read(row, 0) with { Plan = ReadPlan(row) };

    private static ReminderPlanState ReadPlan(SqliteDataReader row) => new(
        row.GetInt64(1),
        Enum.Parse<PlanState>(row.GetString(2)),
        row.IsDBNull(3) ? null : StoredDay.Read(row.GetString(3)),
        row.GetInt32(4),
        row.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        row.IsDBNull(6) ? null : row.GetString(6),
        row.IsDBNull(7) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7)));

    private static (string, object?)[] Run(string id, ReminderPlanState run) =>
        [("$id", id), ("$revision", run.Revision), ("$renewal", run.Renewal?.Stored()), ("$attempt", run.Attempt)];

    private static (string, object?)[] Next(ReminderPlanState plan) =>
    [
        ("$next_revision", plan.Revision), ("$next_state", plan.State.ToString()), ("$next_renewal", plan.Renewal?.Stored()),
        ("$next_attempt", plan.Attempt), ("$next_due_at", plan.DueAt), ("$next_trace", plan.Trace), ("$next_restarted_at", plan.RestartedAt),
    ];
}
