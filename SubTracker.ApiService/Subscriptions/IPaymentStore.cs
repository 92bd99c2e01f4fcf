namespace SubTracker.ApiService.Subscriptions;

/// <summary>What really happened to charges: a ledger per subscription.</summary>
internal interface IPaymentStore
{
    /// <summary>Adds it; <c>false</c> where its id is taken.</summary>
    Task<bool> AddAsync(Payment payment, CancellationToken cancellationToken);

    /// <summary>Adds many in one go; those whose ids are taken stay as they are.</summary>
    Task AddAllAsync(IReadOnlyList<Payment> payments, CancellationToken cancellationToken);

    /// <summary>One of the subscription's and of <paramref name="userId"/>'s own; somebody else's is not found.</summary>
    Task<Payment?> FindAsync(string id, string subscriptionId, string userId, CancellationToken cancellationToken);

    /// <summary>Replaces one that is still at <paramref name="expectedVersion"/>; <c>false</c> where it has moved on or is gone.</summary>
    Task<bool> ReplaceAsync(Payment payment, long expectedVersion, CancellationToken cancellationToken);

    Task<bool> DeleteAsync(string id, string subscriptionId, string userId, CancellationToken cancellationToken);

    /// <summary>A page of a subscription's, the latest first, and how many there are in all.</summary>
    Task<(IReadOnlyList<Payment> Page, long Total)> ListAsync(string subscriptionId, string userId, int page, int limit, CancellationToken cancellationToken);

    /// <summary>Everything of a user, by date.</summary>
    Task<IReadOnlyList<Payment>> ListAllAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Deletes many of a user's own in one go.</summary>
    Task DeleteEachAsync(IReadOnlyList<Payment> payments, string userId, CancellationToken cancellationToken);

    /// <summary>Deletes everything of a subscription.</summary>
    Task DeleteOfSubscriptionAsync(string subscriptionId, string userId, CancellationToken cancellationToken);

    /// <summary>Deletes everything of a user.</summary>
    Task DeleteAllAsync(string userId, CancellationToken cancellationToken);
}
