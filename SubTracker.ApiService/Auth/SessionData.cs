using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Auth;

/// <summary>With the account its sessions go.</summary>
internal sealed class SessionData(ISessionStore sessions) : IUserData
{
    public Task DeleteAsync(string userId, CancellationToken cancellationToken) => sessions.RevokeAllAsync(userId, cancellationToken);
}
