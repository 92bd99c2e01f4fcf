using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications;

internal interface IOutboxStore
{
    /// <summary>Lays a message down; one that lies there already stays as it is.</summary>
    Task AddAsync(EmailMessage message, CancellationToken cancellationToken);

    /// <summary>A page of a user's messages, the newest first, and how many there are in all.</summary>
    Task<(IReadOnlyList<OutboxMessageResponse> Page, long Total)> ListAsync(string userId, int page, int limit, CancellationToken cancellationToken);

    /// <summary>All of a user's, when the account goes.</summary>
    Task DeleteAllAsync(string userId, CancellationToken cancellationToken);
}
