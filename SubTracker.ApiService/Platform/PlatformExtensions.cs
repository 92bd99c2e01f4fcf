using Microsoft.AspNetCore.Mvc;
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
        builder.Services.AddOpenApi(options =>
            options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true);
    }

    public static void UsePlatform(this WebApplication app)
    {
        app.UseWhen(IsApi, api =>
        {
            api.UseExceptionHandler();
            api.UseStatusCodePages();
        });
        // Said here, or the framework puts both before everything else, where a 401 has nobody to give it a body.
        app.UseAuthentication();
        app.UseAuthorization();
    }

    /// <summary>The group that every endpoint of the contract belongs to.</summary>
    public static RouteGroupBuilder MapApi(this WebApplication app) =>
        app.MapGroup($"{Root}/v1").WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));

    /// <summary>Pages may live in the same process; what they answer is not ours.</summary>
    public static bool IsApi(this HttpContext context) => context.Request.Path.StartsWithSegments(Root);
}
