using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.Web.Api;

namespace SubTracker.Web.Session;

internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/sign-out", SignOutAsync).ExcludeFromDescription();

    /// <summary>Ends the session at the API and here; the cookie goes even where the API cannot be reached.</summary>
    private static async Task<Results<RedirectHttpResult, BadRequest>> SignOutAsync(
        HttpContext context, IAntiforgery antiforgery, AccessTokens tokens, AccountClient accounts, CancellationToken cancellationToken)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return TypedResults.BadRequest();
        if (context.User.SessionHandle is { } session)
        {
            try
            {
                await accounts.SignOutAsync(await tokens.GetAsync(session, cancellationToken), cancellationToken);
            }
            catch (Exception exception) when (exception is ApiProblemException or SessionEndedException)
            {
                // Nothing is left to be ended, or it ends by itself: whoever asked to leave leaves.
            }
            tokens.Forget(session);
        }
        await context.SignOutAsync(WebSession.Scheme);
        return TypedResults.Redirect("/sign-in");
    }
}
