using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace SubTracker.ApiService.Platform;

/// <summary>Gives every failure of the API its one shape, whatever the client accepts: a client of the export must learn why it got none.</summary>
internal sealed class ApiProblemWriter(IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => context.HttpContext.IsApi();

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        var problem = context.ProblemDetails;
        problem.Status ??= response.StatusCode;
        // Fills in the framework's type and title for the status.
        _ = TypedResults.Problem(problem);

        if (problem is HttpValidationProblemDetails { Errors: var errors } invalid)
        {
            // A client finds the field under the name it sent, not under the C# one.
            invalid.Errors = errors.ToDictionary(error => ClientName(error.Key), error => error.Value);
            problem.Detail ??= string.Join(' ', errors.Values.SelectMany(messages => messages).Distinct());
        }

        problem.Detail ??= Advice(context.HttpContext, problem.Status.Value);
        problem.Extensions["success"] = false;
        problem.Extensions["error"] = problem.Detail;
        problem.Extensions["traceId"] = Activity.Current?.Id ?? context.HttpContext.TraceIdentifier;
        response.StatusCode = problem.Status.Value;
        await response.WriteAsJsonAsync(problem, problem.GetType(), json.Value.SerializerOptions, "application/problem+json");
    }

    private static string ClientName(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    private static string Advice(HttpContext context, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Sign in, and send the access token as \"Authorization: Bearer …\".",
        StatusCodes.Status403Forbidden => "Your account may not do this.",
        StatusCodes.Status404NotFound => "There is nothing at this address, or it is not yours.",
        StatusCodes.Status405MethodNotAllowed => $"This address does not take {context.Request.Method}; see the Allow header.",
        StatusCodes.Status413PayloadTooLarge => "The body is too large; send less at a time.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json in UTF-8.",
        >= 500 => "Something went wrong on our side. Try again; if it stays, report the traceId.",
        _ => "The request cannot be understood; correct it and send it again.",
    };
}
