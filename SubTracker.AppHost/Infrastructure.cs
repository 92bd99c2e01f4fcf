using Microsoft.Extensions.Configuration;

namespace SubTracker.AppHost;

/// <summary>What is somebody else's software: the database, the mail server, and where it is published to.</summary>
internal static class Infrastructure
{
    /// <summary>The database that <c>ConnectionStrings:subtracker</c> names, or a container of our own with its data in a volume.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddSubTrackerDatabase(this IDistributedApplicationBuilder builder) =>
        builder.Configuration.GetConnectionString("subtracker") is { Length: > 0 }
            ? builder.AddConnectionString("subtracker")
            : builder.AddMongoDB("mongo")
                .WithDataVolume()
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
                        service.Restart = name == "setup" ? "on-failure" : "unless-stopped";
                    file.Services["api"].Deploy = new() { Replicas = builder.ApiReplicas() };
                });
                break;
            case "kubernetes":
                // Volumes that outlive their pod.
                builder.AddKubernetesEnvironment("kubernetes").WithProperties(environment => environment.DefaultStorageType = "pvc");
                if (builder.Resources.OfType<ProjectResource>().SingleOrDefault(project => project.Name == "setup") is { } setup)
                    builder.CreateResourceBuilder(setup).PublishAsKubernetesService(service => service.Workload = new SetupJob(service.Workload!));
                break;
            case var other:
                throw new InvalidOperationException($"Publish:Target is compose or kubernetes, not \"{other}\".");
        }
    }
}
