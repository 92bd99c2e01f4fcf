using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>With the account its subscriptions go.</summary>
internal sealed class SubscriptionData(ISubscriptionStore subscriptions) : IUserData
{
    public Task DeleteAsync(string userId, CancellationToken cancellationToken) => subscriptions.DeleteAllAsync(userId, cancellationToken);
}
