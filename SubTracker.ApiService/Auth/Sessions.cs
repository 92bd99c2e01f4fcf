using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Auth;

namespace SubTracker.ApiService.Auth;

/// <summary>Starts a session and trades its refresh token for the next access token.</summary>
internal sealed class Sessions(ISessionStore store, IUserStore users, AccessTokens accessTokens, TimeProvider clock)
{
    public async Task<SignedInResponse> StartAsync(User user, bool browserSession, CancellationToken cancellationToken)
    {
        var token = RefreshToken.First(Id.New(clock));
        await store.AddAsync(Session.Start(token, user.Id, rotates: !browserSession, clock.GetUtcNow()), cancellationToken);
        return Answer(user, token);
    }

    /// <summary><c>null</c> where the token is not, or no longer, good for anything. One that was used before ends its session.</summary>
    public async Task<SignedInResponse?> ContinueAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (RefreshToken.Parse(refreshToken) is not { } token
            || await store.FindAsync(token.SessionId, cancellationToken) is not { } session
            || session.FamilyHash != token.FamilyHash
            || session.ExpiresAt <= now)
            return null;

        var next = session.Rotates ? token.Next() : token;
        if (session.SecretHash == token.SecretHash
            && await users.FindAsync(session.UserId, cancellationToken) is { Disabled: false } user
            && await store.ReplaceAsync(session.Continue(next, now), token.SecretHash, cancellationToken))
            return Answer(user, next);

        // A token used twice is in two hands, and nobody can tell which are the owner's.
        await store.RevokeAsync(session.Id, cancellationToken);
        return null;
    }

    private SignedInResponse Answer(User user, RefreshToken refreshToken)
    {
        var access = accessTokens.Issue(new(user.Id, user.Role, refreshToken.SessionId));
        return new(access.Value, access.ExpiresAt, refreshToken.ToString(), user.ToResponse());
    }
}
