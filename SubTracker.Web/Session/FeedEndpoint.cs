using Microsoft.Net.Http.Headers;
using SubTracker.Web.Api;

namespace SubTracker.Web.Session;

/// <summary>
/// Hands the API's calendar feeds on, under the address that the page shows, to programs that reach the web alone. Mapped by the web that is a process of
/// its own: in Standalone the API answers there itself.
/// </summary>
internal static class FeedEndpoint
{
    public static void MapFeed(this IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/calendar/{token}.ics", ReadAsync).ExcludeFromDescription();

    private static async Task ReadAsync(string token, HttpContext context, IHttpClientFactory clients)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"calendar/{Uri.EscapeDataString(token)}.ics");
        request.Headers.TryAddWithoutValidation(HeaderNames.IfNoneMatch, (IEnumerable<string?>)context.Request.Headers.IfNoneMatch);
        try
        {
            using var http = clients.CreateClient(nameof(FeedEndpoint));
            using var answer = await http.ReachAsync(request, context.RequestAborted);
            var response = context.Response;
            response.StatusCode = (int)answer.StatusCode;
            response.ContentType = answer.Content.Headers.ContentType?.ToString();
            response.Headers.ETag = answer.Headers.ETag?.ToString();
            response.Headers.CacheControl = answer.Headers.CacheControl?.ToString();
            await answer.Content.CopyToAsync(response.Body, context.RequestAborted);
        }
        catch (ApiProblemException)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
        }
    }
}
