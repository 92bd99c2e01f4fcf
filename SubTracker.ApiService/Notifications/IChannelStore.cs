namespace SubTracker.ApiService.Notifications;

/// <summary>Channels by their user: no question is asked without naming whose.</summary>
internal interface IChannelStore
{
    /// <summary>Adds a channel with its health; <c>false</c> where its user has one with this id.</summary>
    Task<bool> AddAsync(Channel channel, CancellationToken cancellationToken);

    Task<Channel?> FindAsync(string userId, string id, CancellationToken cancellationToken);

    /// <summary>All of a user's, by id.</summary>
    Task<IReadOnlyList<Channel>> ListAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Replaces a channel that is still at <paramref name="expectedVersion"/>, and starts its health afresh; <c>false</c> where it has moved on or is gone.</summary>
    Task<bool> ReplaceAsync(Channel channel, long expectedVersion, CancellationToken cancellationToken);

    /// <summary>Replaces a health that is still at <paramref name="expectedVersion"/>; <c>false</c> where it has moved on or the channel is gone.</summary>
    Task<bool> ReplaceHealthAsync(string userId, string id, ChannelHealth health, long expectedVersion, CancellationToken cancellationToken);

    Task<bool> DeleteAsync(string userId, string id, CancellationToken cancellationToken);

    /// <summary>All of a user's, when the account goes.</summary>
    Task DeleteAllAsync(string userId, CancellationToken cancellationToken);
}
