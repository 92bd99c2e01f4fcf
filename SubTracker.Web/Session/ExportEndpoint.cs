using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.Contracts.Transfer;
using SubTracker.Web.Api;

namespace SubTracker.Web.Session;

/// <summary>Hands the API's export on to whoever is signed in: a link cannot carry a token.</summary>
internal static class ExportEndpoint
{
    public static void MapExport(this IEndpointRouteBuilder routes) => routes.MapGet("/export/{format}", ExportAsync).ExcludeFromDescription();

    private static async Task<Results<FileStreamHttpResult, RedirectHttpResult, NotFound, StatusCodeHttpResult>> ExportAsync(
        string format, HttpContext context, ExportClient exports, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (context.User.SessionHandle is not { } session)
            return TypedResults.Redirect(ReturnAddress.SignInAndBackTo("/settings/transfer"));
        if (!Enum.TryParse<ExportFormat>(format, ignoreCase: true, out var known) || !Enum.IsDefined(known))
            return TypedResults.NotFound();
        try
        {
            var word = known.ToString().ToLowerInvariant();
            var response = await exports.OpenAsync(session, word, cancellationToken);
            context.Response.RegisterForDispose(response);
            return response.IsSuccessStatusCode
                ? TypedResults.File(
                    await response.Content.ReadAsStreamAsync(cancellationToken),
                    response.Content.Headers.ContentType?.ToString(),
                    $"subtracker-{clock.GetUtcNow():yyyy-MM-dd}.{word}")
                : TypedResults.StatusCode(StatusCodes.Status502BadGateway);
        }
        catch (SessionEndedException)
        {
            return TypedResults.Redirect(ReturnAddress.SignInAndBackTo("/settings/transfer"));
        }
        catch (ApiProblemException)
        {
            return TypedResults.StatusCode(StatusCodes.Status502BadGateway);
        }
    }
}
