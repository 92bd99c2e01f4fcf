var builder = DistributedApplication.CreateBuilder(args);

// What has to be the same after a restart: the services' files in one folder, and the secrets, which Aspire keeps as user secrets.
var dataFolder = builder.AddParameter("data-folder",
    Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "SubTracker.AppHost"));
var jwtSigningKey = AddSecret("jwt-signing-key");
var linkSigningKey = AddSecret("link-signing-key");
var qstashToken = AddSecret("qstash-token");
var currentSigningKey = AddSecret("qstash-current-signing-key");
var nextSigningKey = AddSecret("qstash-next-signing-key");

// Beside the others for now: the API keeps its data in SQLite, so it runs once and does not reference the database.
builder.AddMongoDB("mongo")
    .WithDataVolume()
    .AddDatabase("subtracker");

var mail = builder.AddContainer("mail", "axllent/mailpit", "v1.31.3")
    .WithHttpEndpoint(targetPort: 8025, name: "http")
    .WithEndpoint(targetPort: 1025, name: "smtp", scheme: "smtp")
    .WithHttpHealthCheck("/readyz")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Caught mail");
var smtp = mail.GetEndpoint("smtp");

var qstash = builder.AddProject<Projects.SubTracker_QStash>("qstash", launchProfileName: null)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Local QStash")
    .WithEnvironment("QStash__DataFolder", $"{dataFolder}/qstash")
    .WithEnvironment("QSTASH_TOKEN", qstashToken)
    .WithEnvironment("QSTASH_CURRENT_SIGNING_KEY", currentSigningKey)
    .WithEnvironment("QSTASH_NEXT_SIGNING_KEY", nextSigningKey);

// A run that waits in the queue comes back to the address that it was started with: the port stays from start to start.
var api = builder.AddProject<Projects.SubTracker_ApiService>("api", launchProfileName: null)
    .WithHttpEndpoint(port: 5090)
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => (url.DisplayText, url.Url) = ("API reference", "/scalar"))
    .WithEnvironment("SubTracker__DataFolder", dataFolder)
    .WithEnvironment("Jwt__SigningKey", jwtSigningKey)
    .WithEnvironment("Links__SigningKey", linkSigningKey)
    .WithEnvironment("QSTASH_URL", qstash.GetEndpoint("http"))
    .WithEnvironment("QSTASH_TOKEN", qstashToken)
    .WithEnvironment("QSTASH_CURRENT_SIGNING_KEY", currentSigningKey)
    .WithEnvironment("QSTASH_NEXT_SIGNING_KEY", nextSigningKey)
    .WithEnvironment("Email__Host", smtp.Property(EndpointProperty.Host))
    .WithEnvironment("Email__Port", smtp.Property(EndpointProperty.Port))
    .WithEnvironment("Email__From", "SubTracker <reminders@subtracker.example>")
    // Not for the mail catcher: mail that cannot be sent yet is tried again, and without a container runtime the rest still runs.
    .WaitFor(qstash);
api.WithEnvironment("UPSTASH_WORKFLOW_URL", api.GetEndpoint("http"));

var web = builder.AddProject<Projects.SubTracker_Web>("web", launchProfileName: null)
    .WithHttpEndpoint()
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "SubTracker")
    .WithReference(api)
    .WithEnvironment("Web__ApiBaseUrl", "https+http://api")
    .WithEnvironment("SubTracker__DataFolder", $"{dataFolder}/web")
    .WaitFor(api);
// As long as they are not published, the files of the pages and of their components are only served in development.
if (builder.ExecutionContext.IsRunMode)
    web.WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development");

builder.Build().Run();

IResourceBuilder<ParameterResource> AddSecret(string name) => builder.AddParameter(
    name, new GenerateParameterDefault { MinLength = 44, Special = false }, secret: true, persist: true);
