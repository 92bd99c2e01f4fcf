using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Notifications;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoAnnouncementStore(IMongoDatabase database) : IAnnouncementStore
{
    private static readonly BsonDocument s_longestWaitingFirst = new() { ["dueAt"] = 1, ["_id"] = 1 };

    private readonly Documents<Announcement> _announcements = new(database, MongoSchema.Announcements);

    public Task AddAsync(IReadOnlyList<Announcement> announcements, CancellationToken cancellationToken) =>
        _announcements.InsertNewAsync([.. announcements.Select(announcement => announcement.ToBsonDocument())], cancellationToken);

    public Task<IReadOnlyList<Announcement>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        _announcements.ListAsync(new("dueAt", new BsonDocument("$lte", now.Bson())), s_longestWaitingFirst, cancellationToken, limit);

    public Task<bool> ReplaceAsync(Announcement announcement, long expectedVersion, CancellationToken cancellationToken) =>
        _announcements.ReplaceAsync(new() { ["_id"] = announcement.Id, ["version"] = expectedVersion }, announcement.ToBsonDocument(), cancellationToken);

    public Task DeleteAsync(string id, CancellationToken cancellationToken) => _announcements.DeleteAsync(new("_id", id), cancellationToken);

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) =>
        _announcements.DeleteAllAsync(new("userId", userId), cancellationToken);
}
