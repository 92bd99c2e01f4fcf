using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Statistics;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoBudgetStore(IMongoDatabase database) : IBudgetStore
{
    private readonly Documents<Budgets> _budgets = new(database, MongoSchema.Budgets);

    public Task<Budgets?> FindAsync(string userId, CancellationToken cancellationToken) => _budgets.FindAsync(new("_id", userId), cancellationToken);

    public Task ReplaceAsync(string userId, Budgets budgets, CancellationToken cancellationToken) =>
        _budgets.PutAsync(new BsonDocument("_id", userId).AddRange(budgets.ToBsonDocument()), cancellationToken);

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) => _budgets.DeleteAllAsync(new("_id", userId), cancellationToken);
}
