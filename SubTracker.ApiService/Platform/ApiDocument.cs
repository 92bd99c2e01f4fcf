using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SubTracker.ApiService.Platform;

/// <summary>The OpenAPI document: the contract's operations, and which of them take a token.</summary>
internal static class ApiDocument
{
    private const string Bearer = "Bearer";

    private static readonly OpenApiParameter s_idempotencyKey = new()
    {
        Name = Idempotency.Header,
        In = ParameterLocation.Header,
        Description = "A key of your own, such as a random UUID: the same request under it happens once in 24 hours.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "SubTracker";
            document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" });
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
            {
                operation.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
                if (Idempotency.Honours(context.Description.HttpMethod, $"/{context.Description.RelativePath}"))
                    operation.Parameters = [.. operation.Parameters ?? [], s_idempotencyKey];
            }
            return Task.CompletedTask;
        });
    }
}
