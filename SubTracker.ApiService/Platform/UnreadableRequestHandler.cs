using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace SubTracker.ApiService.Platform;

/// <summary>Answers a body that cannot be read with the field that is wrong and what to do about it; a query is read by QueryReader.</summary>
internal sealed class UnreadableRequestHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException unreadable || !httpContext.IsApi())
            return false;

        httpContext.Response.StatusCode = unreadable.StatusCode;
        var problem = unreadable.StatusCode == StatusCodes.Status400BadRequest
            ? new HttpValidationProblemDetails(Errors(unreadable, httpContext))
            : new ProblemDetails();
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }

    private static Dictionary<string, string[]> Errors(BadHttpRequestException unreadable, HttpContext context)
    {
        if (unreadable.InnerException is JsonException json)
            return UnreadableJson.Errors(json, (unreadable as UnreadableBodyException)?.Meant ?? BodyOf(context));
        return new() { ["body"] = ["Send a JSON object as the body."] };
    }

    // The exception handler has put the endpoint aside by now.
    private static Type? BodyOf(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
}
