namespace SubTracker.AppHost;

/// <summary>Who keeps the workflows: Upstash where <c>QSTASH_URL</c> is configured, else the local QStash as a resource of its own.</summary>
internal sealed record Queue(string? UpstashUrl, IResourceBuilder<ProjectResource>? Local)
{
    public bool IsUpstash => UpstashUrl is not null;

    public static bool IsUpstashIn(IDistributedApplicationBuilder builder) => builder.Configuration["QSTASH_URL"] is { Length: > 0 };
}

internal static class QueueExtensions
{
    public static Queue AddQueue(this IDistributedApplicationBuilder builder, Settings settings)
    {
        if (Queue.IsUpstashIn(builder))
            return new(builder.Configuration["QSTASH_URL"], null);
        var qstash = builder.AddProject<Projects.SubTracker_QStash>("qstash", launchProfileName: null)
            .WithHttpEndpoint()
            .WithHealth()
            .WithUrlForEndpoint("http", url => url.DisplayText = "Local QStash")
            .WithKeys(settings)
            .WithHttpCommand("/v2/keys/rotate", "Rotate signing keys", commandOptions: new()
            {
                Description = "The next key becomes the current one. The API accepts both, and asks for the new pair by itself.",
                IconName = "KeyReset",
                PrepareRequest = async context => context.Request.Headers.Authorization =
                    new("Bearer", await settings.QStashToken.Resource.GetValueAsync(context.CancellationToken)),
            });
        return new(null, builder.ExecutionContext.IsPublishMode
            ? qstash.InContainer()
            : qstash.WithEnvironment("QStash__DataFolder", $"{settings.DataFolder}/qstash"));
    }

    /// <summary>Called by its name rather than over loopback, and its folder in a volume: the home of the user that .NET images run as, so that it may write there.</summary>
    private static IResourceBuilder<ProjectResource> InContainer(this IResourceBuilder<ProjectResource> qstash) => qstash
        .WithEnvironment("QStash__AllowAnyAddress", "true")
        .WithEnvironment("QStash__Hosts__0", qstash.GetEndpoint("http").Property(EndpointProperty.Host))
        .WithEnvironment("QStash__DataFolder", "/home/app/qstash")
        .WithAnnotation(new ContainerMountAnnotation("subtracker-qstash", "/home/app", ContainerMountType.Volume, isReadOnly: false));

    public static IResourceBuilder<ProjectResource> WithQueue(this IResourceBuilder<ProjectResource> api, Queue queue, Settings settings)
    {
        api.WithKeys(settings).WithEnvironment("Upstash__FollowKeyRotation", "true");
        return queue.Local is { } local
            ? api.WithEnvironment("QSTASH_URL", local.GetEndpoint("http")).WaitFor(local)
            : api.WithEnvironment("QSTASH_URL", queue.UpstashUrl);
    }

    private static IResourceBuilder<ProjectResource> WithKeys(this IResourceBuilder<ProjectResource> service, Settings settings) => service
        .WithEnvironment("QSTASH_TOKEN", settings.QStashToken)
        .WithEnvironment("QSTASH_CURRENT_SIGNING_KEY", settings.CurrentSigningKey)
        .WithEnvironment("QSTASH_NEXT_SIGNING_KEY", settings.NextSigningKey);
}
