using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.Contracts;
using SubTracker.Contracts.Reminders;

namespace SubTracker.ApiService.Reminders;

using LinkResult = Results<ContentHttpResult, Ok<Reply<LinkResponse>>, ProblemHttpResult>;

/// <summary>
/// The links of a message, for whoever holds it: GET tells what would be done, for scanners follow every link; POST does it, also for a
/// mailbox that offers to unsubscribe with one click (RFC 8058). A page for people, JSON for who accepts nothing else.
/// </summary>
internal static class LinkEndpoints
{
    public const string Path = "/api/v1/links";

    public static void MapLinks(this IEndpointRouteBuilder routes)
    {
        var links = routes.MapGroup("/links").WithTags("Links").AllowAnonymous()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone);
        links.MapGet("/{token}", ShowAsync).WithName("ShowLink");
        links.MapPost("/{token}", ActAsync).WithName("FollowLink").DisableAntiforgery();
    }

    private static async Task<LinkResult> ShowAsync(string token, LinkActs acts, HttpContext http, CancellationToken cancellationToken)
    {
        var opened = await acts.OpenAsync(token, cancellationToken);
        if (opened.Trouble is { } trouble)
            return Refused(http, trouble);
        return WantsJson(http)
            ? TypedResults.Ok(Reply.With(opened.ToResponse(isDone: false)))
            : Page(http, LinkPage.Question(opened.Link!.Act, opened.Subject));
    }

    private static async Task<LinkResult> ActAsync(string token, LinkActs acts, HttpContext http, CancellationToken cancellationToken)
    {
        var opened = await acts.OpenAsync(token, cancellationToken);
        if (opened.Trouble is { } trouble)
            return Refused(http, trouble);
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancellationToken) : null;
        var days = int.TryParse(form?["days"], out var chosen) ? Math.Clamp(chosen, 1, 30) : 1;
        var told = await acts.DoAsync(opened, days, cancellationToken);
        return WantsJson(http)
            ? TypedResults.Ok(Reply.With(opened.ToResponse(isDone: true), told))
            : Page(http, LinkPage.Told("Done", told));
    }

    private static LinkResult Refused(HttpContext http, LinkTrouble trouble) => WantsJson(http)
        ? TypedResults.Problem(trouble.Text, statusCode: trouble.Status)
        : Page(http, LinkPage.Told("This link does nothing any more", trouble.Text), trouble.Status);

    private static ContentHttpResult Page(HttpContext http, string html, int status = StatusCodes.Status200OK)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        return TypedResults.Content(html, "text/html; charset=utf-8", statusCode: status);
    }

    private static bool WantsJson(HttpContext http) =>
        http.Request.GetTypedHeaders().Accept is { Count: > 0 } accepted
        && accepted.Any(type => type.MediaType == "application/json") && accepted.All(type => type.MediaType != "text/html");
}
