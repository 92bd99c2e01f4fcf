using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using SubTracker.Contracts;

namespace SubTracker.ApiService.Platform;

/// <summary>Reads and checks a body that was put together here (a merge patch's result) as if a client had sent it.</summary>
internal sealed class RequestValidation(IOptions<ValidationOptions> options, IServiceProvider services)
{
    /// <summary>The errors by field, as the answer will name them; empty where all is well.</summary>
    public async Task<IDictionary<string, string[]>> ErrorsAsync<T>(T request, CancellationToken cancellationToken) where T : notnull
    {
        if (!options.Value.TryGetValidatableTypeInfo(typeof(T), out var rules))
            return new Dictionary<string, string[]>();
        var context = new ValidateContext
        {
            ValidationOptions = options.Value,
            ValidationContext = new ValidationContext(request, services, items: null),
        };
        await rules.ValidateAsync(request, context, cancellationToken);
        return context.ValidationErrors ?? [];
    }

    /// <summary>The body as a request; what cannot be read is answered as 400 like any other body.</summary>
    public static T Read<T>(JsonNode body)
    {
        try
        {
            return body.Deserialize<T>(ContractJson.Options) ?? throw new BadHttpRequestException("The body is null.");
        }
        catch (JsonException exception)
        {
            throw new UnreadableBodyException(typeof(T), exception);
        }
    }
}
