namespace SubTracker.ApiService.Auth;

internal interface ISessionStore
{
    /// <summary>Adds a session, and forgets those of the same user that have expired.</summary>
    Task AddAsync(Session session, CancellationToken cancellationToken);

    Task<Session?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Replaces a session whose newest secret is still the expected one; <c>false</c> where it was used or revoked meanwhile.</summary>
    Task<bool> ReplaceAsync(Session session, string expectedSecretHash, CancellationToken cancellationToken);

    Task RevokeAsync(string id, CancellationToken cancellationToken);

    Task RevokeAllAsync(string userId, CancellationToken cancellationToken);
}
