namespace SubTracker.ApiService.Auth;

/// <summary>One device of one user, signed in. What would sign somebody in is stored as a hash.</summary>
/// <param name="FamilyHash">Of the part that all refresh tokens of the session share: who knows it once had a token of ours.</param>
/// <param name="SecretHash">Of the part that only the newest token has.</param>
/// <param name="Rotates">Whether each refresh gives a new token; a browser's handle stays, its cookie cannot be rewritten at any time.</param>
internal sealed record Session(
    string Id, string UserId, string FamilyHash, string SecretHash, bool Rotates,
    DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt)
{
    private static readonly TimeSpan s_idle = TimeSpan.FromDays(30);

    public static Session Start(RefreshToken token, string userId, bool rotates, DateTimeOffset now) =>
        new(token.SessionId, userId, token.FamilyHash, token.SecretHash, rotates, now, now, now + s_idle);

    public Session Continue(RefreshToken token, DateTimeOffset now) =>
        this with { SecretHash = token.SecretHash, LastUsedAt = now, ExpiresAt = now + s_idle };
}
