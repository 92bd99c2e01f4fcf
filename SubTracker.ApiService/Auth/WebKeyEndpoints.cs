using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.Contracts;
using SubTracker.Contracts.Auth;

namespace SubTracker.ApiService.Auth;

/// <summary>
/// Where the replicas of the web front end keep the keys of their cookies. Between our own services: they show the secret that both
/// were configured with (<c>Web:Secret</c>); to everybody else, and where none is configured, there is nothing here.
/// </summary>
internal static class WebKeyEndpoints
{
    public static void MapWebKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/web-keys").AllowAnonymous().ExcludeFromDescription();

        keys.MapGet("/", ListAsync);
        keys.MapPost("/", AddAsync);
    }

    private static async Task<Results<Ok<Reply<IReadOnlyList<WebKey>>>, NotFound>> ListAsync(
        HttpContext http, IConfiguration configuration, IWebKeyStore store, CancellationToken cancellationToken) =>
        IsTheWeb(http, configuration)
            ? TypedResults.Ok(Reply.With(await store.ListAsync(cancellationToken)))
            : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> AddAsync(
        WebKey key, HttpContext http, IConfiguration configuration, IWebKeyStore store, CancellationToken cancellationToken)
    {
        if (!IsTheWeb(http, configuration))
            return TypedResults.NotFound();
        await store.AddAsync(key, cancellationToken);
        return TypedResults.NoContent();
    }

    private static bool IsTheWeb(HttpContext http, IConfiguration configuration) =>
        configuration["Web:Secret"] is { Length: >= 32 } secret
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes($"Bearer {secret}"), Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()));
}
