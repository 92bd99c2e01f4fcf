namespace SubTracker.ApiService.Notifications;

/// <summary>What webhooks are still to be told.</summary>
internal interface IAnnouncementStore
{
    /// <summary>Notes some down; one whose id is there already stays as it is.</summary>
    Task AddAsync(IReadOnlyList<Announcement> announcements, CancellationToken cancellationToken);

    /// <summary>Those that are due by now, the longest waiting first.</summary>
    Task<IReadOnlyList<Announcement>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Replaces one that is still at <paramref name="expectedVersion"/>; <c>false</c> where it has moved on or is gone.</summary>
    Task<bool> ReplaceAsync(Announcement announcement, long expectedVersion, CancellationToken cancellationToken);

    /// <summary>Told, or no longer of use.</summary>
    Task DeleteAsync(string id, CancellationToken cancellationToken);

    /// <summary>All of a user's, when the account goes.</summary>
    Task DeleteAllAsync(string userId, CancellationToken cancellationToken);
}
