using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SubTracker.Upstash;

/// <summary>Registration of the clients and mapping of workflows.</summary>
public static class UpstashExtensions
{
    /// <summary>Largest delivery that an endpoint reads, in bytes: the largest message that a plan of Upstash allows.</summary>
    private const long MaxBodySize = 50 * 1024 * 1024;

    /// <summary>
    /// Adds <see cref="WorkflowClient"/>, <see cref="QStashClient"/> and what the endpoints need. Reads <c>QSTASH_URL</c>, <c>QSTASH_TOKEN</c>,
    /// <c>QSTASH_CURRENT_SIGNING_KEY</c>, <c>QSTASH_NEXT_SIGNING_KEY</c>, <c>UPSTASH_WORKFLOW_URL</c>, <c>Upstash:MaxDelay</c> and
    /// <c>Upstash:FollowKeyRotation</c>;
    /// a missing or invalid value keeps the host from starting, with a sentence that says which. The clock is the registered
    /// <see cref="TimeProvider"/>; requests go through the <see cref="HttpClient"/> named <c>Upstash</c>.
    /// </summary>
    public static IServiceCollection AddUpstash(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);

        var setup = new UpstashOptionsSetup(configuration);
        services.AddSingleton<IConfigureOptions<UpstashOptions>>(setup);
        services.AddSingleton<IValidateOptions<UpstashOptions>>(setup);
        services.AddOptions<UpstashOptions>().ValidateOnStart();

        services.TryAddSingleton(TimeProvider.System);
        // Headers of a user may be in any language.
        services.AddHttpClient(QStashHttp.ClientName).UseSocketsHttpHandler((handler, _) => handler.RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8);
        services.TryAddSingleton<QStashHttp>();
        services.TryAddSingleton<StepSubmitter>();
        services.TryAddSingleton<IWorkflowSurroundings, QStashSurroundings>();
        services.TryAddSingleton<WorkflowDeliveries>();
        services.TryAddSingleton(provider => new WorkflowClient(
            provider.GetRequiredService<QStashHttp>(), provider.GetRequiredService<IWorkflowSurroundings>(),
            provider.GetRequiredService<IOptions<UpstashOptions>>()));
        services.TryAddSingleton(provider => new QStashClient(provider.GetRequiredService<QStashHttp>()));
        services.TryAddSingleton<KeyRing>();
        return services;
    }

    /// <summary>
    /// Maps a workflow to <c>POST</c> <paramref name="pattern"/>. Only deliveries signed by QStash for exactly this address
    /// (<see cref="UpstashOptions.WorkflowUrl"/> and the path of the request) are run; everything else is answered 401.
    /// The workflow is created anew for every delivery, from the services of the request.
    /// </summary>
    /// <typeparam name="TWorkflow">A <see cref="Workflow{TInput}"/> or <see cref="Workflow{TInput, TResult}"/>.</typeparam>
    public static IEndpointConventionBuilder MapWorkflow<TWorkflow>(this IEndpointRouteBuilder routes, string pattern)
        where TWorkflow : class, IWorkflow
    {
        ArgumentNullException.ThrowIfNull(routes);
        if (routes.ServiceProvider.GetService<WorkflowDeliveries>() is null)
            throw new InvalidOperationException($"{typeof(TWorkflow).Name} cannot be mapped without a client for QStash: call services.AddUpstash(configuration) first.");

        var create = ActivatorUtilities.CreateFactory<TWorkflow>([]);
        return routes
            .MapPost(pattern, (HttpContext http) => new WorkflowEndpoint(
                http, typeof(TWorkflow).Name, () => create(http.RequestServices, null)).HandleAsync())
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodySize))
            .AllowAnonymous()
            .DisableAntiforgery()
            .ExcludeFromDescription();
    }
}
