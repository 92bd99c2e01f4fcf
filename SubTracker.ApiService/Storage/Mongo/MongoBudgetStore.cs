using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Statistics;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoBudgetStore(IMongoDatabase database) : IBudgetStore
{
    private readonly Documents<Budgets> _budgets = new(database, MongoSchema.Budgets);
    private readonly Documents<BudgetCheck> _checks = new(database, MongoSchema.BudgetChecks);

    public Task<Budgets?> FindAsync(string userId, CancellationToken cancellationToken) => _budgets.FindAsync(new("_id", userId), cancellationToken);

    // The check first: who dies in between is looked at once too often.
    public async Task ReplaceAsync(string userId, Budgets budgets, DateTimeOffset checkAt, CancellationToken cancellationToken)
    {
        await _checks.PutAsync(CheckOf(userId, checkAt), cancellationToken);
        await _budgets.PutAsync(DocumentOf(userId, budgets), cancellationToken);
    }

    public Task<IReadOnlyList<BudgetCheck>> ListToCheckAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        _checks.ListAsync(new("at", new BsonDocument("$lte", now.Bson())), new() { ["at"] = 1, ["_id"] = 1 }, cancellationToken, limit);

    public Task MoveCheckAsync(string userId, DateTimeOffset? from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var check = new BsonDocument("_id", userId);
        if (from is { } at)
            check["at"] = at.Bson();
        return _checks.UpdateAsync(check, new("$set", new BsonDocument("at", to.Bson())), cancellationToken);
    }

    public async Task DeleteAllAsync(string userId, CancellationToken cancellationToken)
    {
        await _budgets.DeleteAllAsync(new("_id", userId), cancellationToken);
        await _checks.DeleteAllAsync(new("_id", userId), cancellationToken);
    }

    public static BsonDocument CheckOf(string userId, DateTimeOffset at) => new() { ["_id"] = userId, ["userId"] = userId, ["at"] = at.Bson() };

    public static BsonDocument DocumentOf(string userId, Budgets budgets) => new BsonDocument("_id", userId).AddRange(budgets.ToBsonDocument());
}
