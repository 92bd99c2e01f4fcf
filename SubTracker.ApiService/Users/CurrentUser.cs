using System.Security.Claims;
using SubTracker.Contracts.Users;

namespace SubTracker.ApiService.Users;

/// <summary>Who calls: a parameter of any handler, read from the access token.</summary>
internal sealed record CurrentUser(string Id, Role Role, string SessionId)
{
    public const string RoleClaim = "role";
    private const string IdClaim = "sub";
    private const string SessionClaim = "sid";

    public bool IsAdministrator => Role == Role.Admin;

    public Dictionary<string, object> ToClaims() =>
        new() { [IdClaim] = Id, [RoleClaim] = Role.ToString(), [SessionClaim] = SessionId };

    public static ValueTask<CurrentUser?> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));

    private static CurrentUser? From(ClaimsPrincipal claims) =>
        claims.FindFirstValue(IdClaim) is { } id
        && claims.FindFirstValue(SessionClaim) is { } sessionId
        && Enum.TryParse<Role>(claims.FindFirstValue(RoleClaim), out var role)
            ? new(id, role, sessionId)
            : null;
}
