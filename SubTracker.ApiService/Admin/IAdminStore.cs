using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Admin;

/// <summary>What only an administrator asks, across all users.</summary>
internal interface IAdminStore
{
    Task<InstallationCounts> CountAsync(CancellationToken cancellationToken);

    /// <summary>Subscriptions by their ids, from behind <paramref name="after"/> on.</summary>
    Task<IReadOnlyList<Subscription>> ListSubscriptionsAsync(string after, int limit, CancellationToken cancellationToken);
}

/// <param name="Pending">Plans that are saved and not yet in the queue.</param>
/// <param name="Planned">Plans whose run lies in the queue.</param>
internal sealed record InstallationCounts(long Users, long Subscriptions, long Pending, long Planned);
