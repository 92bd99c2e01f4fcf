using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Calendar;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoFeedStore(IMongoDatabase database) : IFeedStore
{
    private readonly Documents<CalendarFeed> _feeds = new(database, MongoSchema.CalendarFeeds);

    public Task<CalendarFeed?> FindAsync(string userId, CancellationToken cancellationToken) => _feeds.FindAsync(new("_id", userId), cancellationToken);

    public Task<CalendarFeed?> FindByTokenAsync(string tokenHash, CancellationToken cancellationToken) =>
        _feeds.FindAsync(new("tokenHash", tokenHash), cancellationToken);

    public Task PutAsync(CalendarFeed feed, CancellationToken cancellationToken) =>
        _feeds.PutAsync(DocumentOf(feed), cancellationToken);

    public Task<bool> DeleteAsync(string userId, CancellationToken cancellationToken) => _feeds.DeleteAsync(new("_id", userId), cancellationToken);

    public static BsonDocument DocumentOf(CalendarFeed feed) =>
        new BsonDocument("_id", feed.UserId).AddRange(feed.ToBsonDocument()).Add("tokenHash", feed.TokenHash);
}
