using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Currencies;
using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoOwnRateStore(IMongoDatabase database) : IOwnRateStore
{
    private readonly Documents<OwnRates> _rates = new(database, MongoSchema.OwnRates);

    public async Task<IReadOnlyList<OwnRate>> ListAsync(string userId, CancellationToken cancellationToken) =>
        (await _rates.FindAsync(new("_id", userId), cancellationToken))?.Rates ?? [];

    public Task ReplaceAsync(string userId, IReadOnlyList<OwnRate> rates, CancellationToken cancellationToken) =>
        _rates.PutAsync(new OwnRates(userId, rates).ToBsonDocument(), cancellationToken);

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) => _rates.DeleteAllAsync(new("_id", userId), cancellationToken);

    /// <param name="Id">The user's.</param>
    private sealed record OwnRates(string Id, IReadOnlyList<OwnRate> Rates);
}
