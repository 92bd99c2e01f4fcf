using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using SubTracker.Contracts.Auth;

namespace SubTracker.Web.Session;

/// <summary>Who is signed in at the pages: an encrypted cookie that holds the API's opaque session handle and never a token.</summary>
internal static class WebSession
{
    public const string Scheme = "Web";
    public const string Policy = "Web";
    private const string HandleClaim = "session";

    extension(ClaimsPrincipal user)
    {
        public string? SessionHandle => user.FindFirstValue(HandleClaim);
    }

    public static Task BeginSessionAsync(this HttpContext context, SignedInResponse answer) =>
        context.SignInAsync(
            Scheme,
            new ClaimsPrincipal(new ClaimsIdentity(
                [new("sub", answer.User.Id), new("name", answer.User.Name), new(HandleClaim, answer.RefreshToken)], Scheme, "name", null)),
            new AuthenticationProperties { IsPersistent = true });
}
