using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>A subscription is one document: the record, what is searched beside it, and the plan inside it, which runs move on by themselves.</summary>
internal sealed class MongoSubscriptionStore(IMongoDatabase database) : ISubscriptionStore
{
    // Less than half of a document's bytes, and less than half of the time that thousands of them take.
    private static readonly BsonDocument s_charged = new(
        ((string[])["name", "category", "tags", "paymentMethod", "terms", "prices", "pauses", "endDate", "payments", "cancellation", "share", "createdAt"])
            .Select(field => new BsonElement(field, 1)));

    private readonly Documents<Subscription> _subscriptions = new(database, MongoSchema.Subscriptions);

    private static readonly BsonDocument s_plan = new("plan", 1);

    private static readonly BsonDocument s_byDue = new() { ["plan.dueAt"] = 1, ["_id"] = 1 };

    public Task<bool> AddAsync(Subscription subscription, DateOnly today, CancellationToken cancellationToken) =>
        _subscriptions.InsertAsync(StoredSubscription.Of(subscription, today), cancellationToken);

    public Task<Subscription?> FindOwnedAsync(string id, string userId, CancellationToken cancellationToken) =>
        _subscriptions.FindAsync(new() { ["_id"] = id, ["userId"] = userId }, cancellationToken);

    public Task<Subscription?> FindAsync(string id, CancellationToken cancellationToken) =>
        _subscriptions.FindAsync(new("_id", id), cancellationToken);

    public Task<bool> ReplaceAsync(Subscription subscription, long expectedVersion, DateOnly today, CancellationToken cancellationToken) =>
        _subscriptions.TransformAsync(AtVersion(subscription, expectedVersion), Replacement(subscription, today), cancellationToken);

    public Task WriteAllAsync(IReadOnlyList<SubscriptionWrite> writes, DateOnly today, CancellationToken cancellationToken) =>
        _subscriptions.WriteEachAsync([.. writes.Select(write => Model(write, today))], cancellationToken);

    private static WriteModel<BsonDocument> Model(SubscriptionWrite write, DateOnly today) => write switch
    {
        { ExpectedVersion: null } => new InsertOneModel<BsonDocument>(StoredSubscription.Of(write.Subscription, today)),
        { ExpectedVersion: { } version, Deletes: true } => new DeleteOneModel<BsonDocument>(AtVersion(write.Subscription, version)),
        { ExpectedVersion: { } version } => new UpdateOneModel<BsonDocument>(
            AtVersion(write.Subscription, version), Builders<BsonDocument>.Update.Pipeline(new[] { Replacement(write.Subscription, today) })),
    };

    private static BsonDocument AtVersion(Subscription subscription, long version) =>
        new() { ["_id"] = subscription.Id, ["userId"] = subscription.UserId, ["version"] = version };

    private static BsonDocument Replacement(Subscription subscription, DateOnly today)
    {
        var document = StoredSubscription.Of(subscription, today);
        var plan = new BsonDocument("$cond", new BsonArray
        {
            new BsonDocument("$gt", new BsonArray { subscription.Plan.Revision, "$plan.revision" }), Literal(document["plan"]), "$plan",
        });
        // One stage, so that both the stored plan and what the owner wrote are in hand; what was typed is never taken for a field's name.
        var merged = new BsonDocument("$mergeObjects", new BsonArray { Literal(document), new BsonDocument("plan", plan) });
        return new("$replaceWith", merged);
    }

    public Task<bool> DeleteAsync(string id, string userId, long? expectedVersion, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument { ["_id"] = id, ["userId"] = userId };
        return _subscriptions.DeleteAsync(expectedVersion is { } version ? filter.Add("version", version) : filter, cancellationToken);
    }

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) =>
        _subscriptions.DeleteAllAsync(new("userId", userId), cancellationToken);

    public Task<(IReadOnlyList<Subscription> Page, long Total)> ListAsync(SubscriptionQuery query, CancellationToken cancellationToken) =>
        _subscriptions.PageAsync(SubscriptionSearch.Filter(query), SubscriptionSearch.Order(query), query.Page, query.Limit, cancellationToken);

    // Thousands may come, and nothing is cut: put in order here, which costs next to nothing, whatever a server makes of it.
    public async Task<IReadOnlyList<Subscription>> ListAllAsync(string userId, CancellationToken cancellationToken) =>
    [
        .. (await _subscriptions.ListAsync(new("userId", userId), sort: null, cancellationToken, fields: s_charged))
            .OrderBy(subscription => subscription.CreatedAt).ThenBy(subscription => subscription.Id, StringComparer.Ordinal),
    ];

    public Task<IReadOnlyList<Subscription>> ListOwnedAsync(string userId, string? after, int limit, CancellationToken cancellationToken) =>
        _subscriptions.ListAsync(
            new() { ["userId"] = userId, ["_id"] = new BsonDocument("$gt", after ?? "") }, new("_id", 1), cancellationToken, limit);

    public Task<IReadOnlyList<Subscription>> ListByIdAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        _subscriptions.ListAsync(new("_id", new BsonDocument("$in", new BsonArray(ids))), sort: null, cancellationToken);

    public Task<IReadOnlyList<Subscription>> ListRenewingAsync(string userId, DateOnly last, CancellationToken cancellationToken) =>
        _subscriptions.ListAsync(
            new() { ["userId"] = userId, ["renews"] = true, ["renewsOn"] = new BsonDocument("$lte", last.Bson()) },
            sort: null, cancellationToken, fields: s_charged);

    public async Task RollAsync(string userId, DateOnly today, CancellationToken cancellationToken)
    {
        var outdated = await _subscriptions.ListAsync(
            new() { ["userId"] = userId, ["holdsThrough"] = new BsonDocument { ["$exists"] = true, ["$lt"] = today.Bson() } },
            sort: null, cancellationToken);
        if (outdated.Count > 0)
            await _subscriptions.UpdateEachAsync(
                outdated.Select(s => (new BsonDocument { ["_id"] = s.Id, ["version"] = s.Version }, StoredSubscription.Rolled(s, today))),
                cancellationToken);
    }

    public Task<IReadOnlyList<Subscription>> ListPendingPlansAsync(int limit, CancellationToken cancellationToken) =>
        // The index holds the answer and nothing else, and mostly that is nothing: a server that expects more has walked along all ids for it.
        _subscriptions.ListAsync(
            new("plan.state", nameof(PlanState.Pending)), new() { ["plan.state"] = 1, ["_id"] = 1 }, cancellationToken, limit, index: "to_plan");

    public Task<bool> SettlePlanAsync(string id, ReminderPlanState pending, ReminderPlanState planned, CancellationToken cancellationToken) =>
        _subscriptions.UpdateAsync(IsRun(id, pending).Add("plan.state", nameof(PlanState.Pending)), SetPlan(planned), cancellationToken);

    public Task<bool> MovePlanAsync(string id, ReminderPlanState run, ReminderPlanState next, CancellationToken cancellationToken) =>
        _subscriptions.UpdateAsync(IsRun(id, run), SetPlan(next), cancellationToken);

    public async Task<IReadOnlyList<(string Id, ReminderPlanState Plan)>> ListLostPlansAsync(
        DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        BsonDocument lost = new()
        {
            ["plan.state"] = nameof(PlanState.Planned),
            ["plan.dueAt"] = new BsonDocument("$lt", before.Bson()),
            ["plan.restartedAt"] = new BsonDocument("$not", new BsonDocument("$gte", before.Bson())),
        };
        return [.. (await _subscriptions.ListAsync(lost, s_byDue, cancellationToken, limit, fields: s_plan)).Select(found => (found.Id, found.Plan))];
    }

    public async Task<DateTimeOffset?> FindOldestOverdueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await _subscriptions.ListAsync(
            new() { ["plan.state"] = nameof(PlanState.Planned), ["plan.dueAt"] = new BsonDocument("$lt", now.Bson()) },
            s_byDue, cancellationToken, limit: 1, fields: s_plan)
            is [var oldest] ? oldest.Plan.DueAt : null;

    public Task ReplanAllAsync(string userId, CancellationToken cancellationToken) => _subscriptions.UpdateAllAsync(
        new("userId", userId),
        new()
        {
            ["$inc"] = new BsonDocument("plan.revision", 1L),
            ["$set"] = new BsonDocument
            {
                ["plan.state"] = nameof(PlanState.Pending),
                ["plan.attempt"] = 0
            },
            ["$unset"] = new BsonDocument
            {
                ["plan.renewal"] = "",
                ["plan.dueAt"] = ""
            },
        },
        cancellationToken);

    private static BsonDocument IsRun(string id, ReminderPlanState run) => new()
    {
        ["_id"] = id,
        ["plan.revision"] = run.Revision,
        ["plan.renewal"] = run.Renewal.Bson(),
        ["plan.attempt"] = run.Attempt,
    };

    private static BsonDocument SetPlan(ReminderPlanState plan) => new("$set", new BsonDocument("plan", plan.ToBsonDocument()));

    private static BsonDocument Literal(BsonValue value) => new("$literal", value);
}
