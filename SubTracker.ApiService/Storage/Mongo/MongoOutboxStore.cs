using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Notifications;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoOutboxStore(IMongoDatabase database) : IOutboxStore
{
    private static readonly BsonDocument s_newestFirst = new() { ["createdAt"] = -1, ["_id"] = -1 };

    private readonly Documents<OutboxMessageResponse> _outbox = new(database, MongoSchema.Outbox);

    public Task AddAsync(EmailMessage message, CancellationToken cancellationToken) => _outbox.InsertAsync(
        DocumentOf(new(message.Id, message.ToAddress, message.Subject, message.Text, message.Date), message.UserId), cancellationToken);

    public Task<(IReadOnlyList<OutboxMessageResponse> Page, long Total)> ListAsync(
        string userId, int page, int limit, CancellationToken cancellationToken) =>
        _outbox.PageAsync(new("userId", userId), s_newestFirst, page, limit, cancellationToken);

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) => _outbox.DeleteAllAsync(new("userId", userId), cancellationToken);

    public static BsonDocument DocumentOf(OutboxMessageResponse message, string userId) => message.ToBsonDocument().Add("userId", userId);
}
