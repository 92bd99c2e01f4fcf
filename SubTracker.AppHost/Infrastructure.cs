using Microsoft.Extensions.Configuration;

namespace SubTracker.AppHost;

/// <summary>What is somebody else's software: the database, the mail server, and where it is published to.</summary>
internal static class Infrastructure
{
    // What a service takes at most to finish what is in hand, and its drain; both targets would kill it earlier.
    private const int StopSeconds = 100;

    /// <summary>The database that <c>ConnectionStrings:subtracker</c> names, or a container of our own with its data in a volume.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddSubTrackerDatabase(this IDistributedApplicationBuilder builder) =>
        builder.Configuration.GetConnectionString("subtracker") is { Length: > 0 }
            ? builder.AddConnectionString("subtracker")
            : builder.AddMongoDB("mongo")
                // Published, a name that Kubernetes takes; here the one that Aspire gives it.
                .WithDataVolume(builder.ExecutionContext.IsPublishMode ? "subtracker-mongo" : null)
                .WithMongoExpress(express => express.WithUrlForEndpoint("http", url => url.DisplayText = "Mongo Express"))
                .AddDatabase("subtracker");

    /// <summary>The mail server of the section <c>Email</c>, or one that catches every mail and shows it.</summary>
    public static IResourceBuilder<ProjectResource> WithMail(this IResourceBuilder<ProjectResource> api, IDistributedApplicationBuilder builder)
    {
        var configured = builder.Configuration.GetSection("Email");
        if (configured["Host"] is { Length: > 0 })
        {
            foreach (var setting in configured.GetChildren().Where(setting => setting.Key != "Password"))
                api.WithEnvironment($"Email__{setting.Key}", setting.Value);
            return configured["Password"] is { Length: > 0 }
                ? api.WithEnvironment("Email__Password", builder.AddParameter("email-password", () => configured["Password"]!, secret: true))
                : api;
        }

        var mail = builder.AddContainer("mail", "axllent/mailpit", "v1.31.3")
            .WithHttpEndpoint(targetPort: 8025, name: "http")
            .WithEndpoint(targetPort: 1025, name: "smtp", scheme: "smtp")
            .WithHttpHealthCheck("/readyz")
            .WithUrlForEndpoint("http", url => url.DisplayText = "Caught mail");
        var smtp = mail.GetEndpoint("smtp");
        // Not waited for: mail that cannot be sent yet is tried again.
        return api
            .WithEnvironment("Email__Host", smtp.Property(EndpointProperty.Host))
            .WithEnvironment("Email__Port", smtp.Property(EndpointProperty.Port))
            .WithEnvironment("Email__From", "SubTracker <reminders@subtracker.example>");
    }

    /// <summary>Ready and alive: for what waits for it here, and for Kubernetes, which kills no start that builds indexes before five minutes are over.</summary>
    public static IResourceBuilder<ProjectResource> WithHealth(this IResourceBuilder<ProjectResource> service) => service
        .WithHttpProbe(ProbeType.Readiness, "/health", timeoutSeconds: 5)
        .WithHttpProbe(ProbeType.Liveness, "/alive", timeoutSeconds: 5, failureThreshold: 60);

    public static int ApiReplicas(this IDistributedApplicationBuilder builder) => builder.Configuration.GetValue("Api:Replicas", 2);

    /// <summary>What <c>aspire publish</c> writes: Docker Compose, or Kubernetes where <c>Publish:Target</c> says so.</summary>
    public static void AddTarget(this IDistributedApplicationBuilder builder)
    {
        switch (builder.Configuration["Publish:Target"])
        {
            case null or "" or "compose":
                builder.AddDockerComposeEnvironment("compose").ConfigureComposeFile(file =>
                {
                    // Compose starts nothing again by itself, and knows of no replicas.
                    foreach (var (name, service) in file.Services)
                    {
                        service.Restart = name == "setup" ? "on-failure" : "unless-stopped";
                        service.StopGracePeriod = $"{StopSeconds}s";
                    }
                    file.Services["api"].Deploy = new() { Replicas = builder.ApiReplicas() };
                });
                break;
            case "kubernetes":
                // Volumes that outlive their pod.
                builder.AddKubernetesEnvironment("kubernetes").WithProperties(environment => environment.DefaultStorageType = "pvc");
                foreach (var project in builder.Resources.OfType<ProjectResource>().ToList())
                    builder.CreateResourceBuilder(project).PublishAsKubernetesService(service => service.Complete(project, StopSeconds));
                break;
            case var other:
                throw new InvalidOperationException($"Publish:Target is compose or kubernetes, not \"{other}\".");
        }
    }
}
