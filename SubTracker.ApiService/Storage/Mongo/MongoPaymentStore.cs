using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoPaymentStore(IMongoDatabase database) : IPaymentStore
{
    private readonly Documents<Payment> _payments = new(database, MongoSchema.Payments);

    public Task<bool> AddAsync(Payment payment, CancellationToken cancellationToken) => _payments.InsertAsync(payment.ToBsonDocument(), cancellationToken);

    public Task<Payment?> FindAsync(string id, string subscriptionId, string userId, CancellationToken cancellationToken) =>
        _payments.FindAsync(Own(id, subscriptionId, userId), cancellationToken);

    public Task<bool> ReplaceAsync(Payment payment, long expectedVersion, CancellationToken cancellationToken) => _payments.ReplaceAsync(
        Own(payment.Id, payment.SubscriptionId, payment.UserId).Add("version", expectedVersion), payment.ToBsonDocument(), cancellationToken);

    public Task<bool> DeleteAsync(string id, string subscriptionId, string userId, CancellationToken cancellationToken) =>
        _payments.DeleteAsync(Own(id, subscriptionId, userId), cancellationToken);

    public async Task<(IReadOnlyList<Payment> Page, long Total)> ListAsync(
        string subscriptionId, string userId, int page, int limit, CancellationToken cancellationToken)
    {
        var filter = OfSubscription(subscriptionId, userId);
        var total = await _payments.CountAsync(filter, cancellationToken);
        var skip = (page - 1L) * limit;
        return skip < total
            ? (await _payments.ListAsync(filter, new() { ["date"] = -1, ["_id"] = -1 }, cancellationToken, limit, (int)skip), total)
            : ([], total);
    }

    public Task<IReadOnlyList<Payment>> ListAllAsync(string userId, CancellationToken cancellationToken) =>
        _payments.ListAsync(new("userId", userId), new() { ["date"] = 1, ["_id"] = 1 }, cancellationToken);

    public Task DeleteOfSubscriptionAsync(string subscriptionId, string userId, CancellationToken cancellationToken) =>
        _payments.DeleteAllAsync(OfSubscription(subscriptionId, userId), cancellationToken);

    public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) => _payments.DeleteAllAsync(new("userId", userId), cancellationToken);

    private static BsonDocument Own(string id, string subscriptionId, string userId) =>
        new() { ["_id"] = id, ["subscriptionId"] = subscriptionId, ["userId"] = userId };

    private static BsonDocument OfSubscription(string subscriptionId, string userId) =>
        new() { ["subscriptionId"] = subscriptionId, ["userId"] = userId };
}
