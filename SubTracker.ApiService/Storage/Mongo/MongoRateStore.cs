using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Currencies;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoRateStore(IMongoDatabase database) : IRateStore
{
    private readonly Documents<DayRates> _days = new(database, MongoSchema.Rates);

    public Task<IReadOnlyList<DayRates>> ListAfterAsync(DateOnly day, CancellationToken cancellationToken) =>
        _days.ListAsync(new("_id", new BsonDocument("$gt", day.Bson())), new("_id", 1), cancellationToken);

    public Task AddAsync(IReadOnlyList<DayRates> days, CancellationToken cancellationToken) =>
        _days.InsertNewAsync([.. days.Select(rates => new BsonDocument("_id", rates.Day.Bson()).AddRange(rates.ToBsonDocument()))], cancellationToken);
}
