using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoPaymentStore(IMongoDatabase database) : IPaymentStore
{
    private readonly Documents<Payment> _payments = new(database, MongoSchema.Payments);

    public Task<bool> AddAsync(Payment payment, CancellationToken cancellationToken) => _payments.InsertAsync(payment.ToBsonDocument(), cancellationToken);

    public Task AddAllAsync(IReadOnlyList<Payment> payments, CancellationToken cancellationToken) =>
        _payments.InsertNewAsync([.. payments.Select(payment => payment.ToBsonDocument())], cancellationToken);

    public Task<Payment?> FindAsync(string id, string subscriptionId, string userId, CancellationToken cancellationToken) =>
        _payments.FindAsync(Own(id, subscriptionId, userId), cancellationToken);

    public Task<bool> ReplaceAsync(Payment payment, long expectedVersion, CancellationToken cancellationToken) => _payments.ReplaceAsync(
        Own(payment.Id, payment.SubscriptionId, payment.UserId).Add("version", expectedVersion), payment.ToBsonDocument(), cancellationToken);

    public Task<bool> DeleteAsync(string id, string subscriptionId, string userId, CancellationToken cancellationToken) =>
        _payments.DeleteAsync(Own(id, subscriptionId, userId), cancellationToken);

    public Task DeleteEachAsync(IReadOnlyList<Payment> payments, string userId, CancellationToken cancellationToken) => _payments.DeleteAllAsync(
        new() { ["_id"] = new BsonDocument("$in", new BsonArray(payments.Select(payment => payment.Id))), ["userId"] = userId }, cancellationToken);

    public Task<(IReadOnlyList<Payment> Page, long Total)> ListAsync(
        string subscriptionId, string userId, int page, int limit, CancellationToken cancellationToken) => _payments.PageAsync(
        OfSubscription(subscriptionId, userId), new() { ["date"] = -1, ["_id"] = -1 }, page, limit, cancellationToken);

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
