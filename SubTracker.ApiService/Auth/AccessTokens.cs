using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Auth;

internal sealed record AccessToken(string Value, DateTimeOffset ExpiresAt);

/// <summary>Signs access tokens and says which are accepted: ours, HS256, by our clock.</summary>
internal sealed class AccessTokens(IOptions<JwtOptions> options, TimeProvider clock)
{
    private const string Self = "SubTracker";
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(15);

    private readonly JsonWebTokenHandler _handler = new();
    private readonly SymmetricSecurityKey _key = options.Value.Key;

    public TokenValidationParameters Accepted => new()
    {
        ValidIssuer = Self,
        ValidAudience = Self,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        IssuerSigningKey = _key,
        RoleClaimType = CurrentUser.RoleClaim,
        LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime,
    };

    public AccessToken Issue(CurrentUser user)
    {
        var now = clock.GetUtcNow();
        // A token counts whole seconds; what it says and what we say about it are the same instant.
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds((now + s_lifetime).ToUnixTimeSeconds());
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Self,
            Audience = Self,
            Claims = user.ToClaims(),
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            SigningCredentials = new(_key, SecurityAlgorithms.HmacSha256),
        });
        return new(token, expiresAt);
    }
}
