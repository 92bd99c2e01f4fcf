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
        new OutboxMessageResponse(message.Id, message.ToAddress, message.Subject, message.Text, message.Date).ToBsonDocument()
            .Add("userId", message.UserId),
        cancellationToken);

    public async Task<(IReadOnlyList<OutboxMessageResponse> Page, long Total)> ListAsync(
        string userId, int page, int limit, CancellationToken cancellationToken)
    {
        var mine = new BsonDocument("userId", userId);
        var total = await _outbox.CountAsync(mine, cancellationToken);
        var skip = (page - 1L) * limit;
        return (skip < total ? await _outbox.ListAsync(mine, s_newestFirst, cancellationToken, limit, (int)skip) : [], total);
    }

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) => _outbox.DeleteAllAsync(new("userId", userId), cancellationToken);
}
