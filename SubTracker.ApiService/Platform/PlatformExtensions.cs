using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using SubTracker.Contracts;

namespace SubTracker.ApiService.Platform;

internal static class PlatformExtensions
{
    private const string Root = "/api";
    private const int MaxBodyBytes = 1024 * 1024;

    public static void AddPlatform(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(options => ContractJson.Configure(options.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddValidation();
        builder.Services.AddSingleton<RequestValidation>();
        // Before AddProblemDetails: the first writer that can, does.
        builder.Services.AddSingleton<IProblemDetailsWriter, ApiProblemWriter>();
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<UnreadableRequestHandler>();
        builder.Services.AddOpenApi(ApiDocument.Configure);
    }

    public static void UsePlatform(this WebApplication app)
    {
        app.UseWhen(IsApi, api =>
        {
            api.UseExceptionHandler();
            api.UseStatusCodePages();
            api.Use((context, next) => IsReadable(context.Request.ContentType) ? next(context) : Refuse(context));
        });
        // Said here, or the framework puts both before everything else, where a 401 has nobody to give it a body.
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseWhen(IsApi, api => api.UseMiddleware<Idempotency>());
    }

    /// <summary>The group that every endpoint of the contract belongs to.</summary>
    public static RouteGroupBuilder MapApi(this WebApplication app) =>
        app.MapGroup($"{Root}/v1")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status401Unauthorized);

    // JSON is UTF-8; the framework answers a charset that it does not know with a 500.
    private static bool IsReadable(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.Charset.HasValue || type.Encoding is UTF8Encoding
        || !type.MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase);

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    }

    /// <summary>Pages may live in the same process; what they answer is not ours.</summary>
    public static bool IsApi(this HttpContext context) => context.Request.Path.StartsWithSegments(Root);
}
