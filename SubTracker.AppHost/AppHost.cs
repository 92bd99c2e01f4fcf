using SubTracker.AppHost;

var builder = DistributedApplication.CreateBuilder(args);

// Without any container: SQLite, one replica of the API, reminders in the outbox.
var embedded = args.Contains("--embedded");
var settings = Settings.Of(builder);
var queue = builder.AddQueue(settings);
var database = embedded ? null : builder.AddSubTrackerDatabase();

// A run that waits in the queue comes back to the address that it was started with: the port stays from start to start.
var api = builder.AddProject<Projects.SubTracker_ApiService>("api", launchProfileName: null)
    .WithHttpEndpoint(port: 5090)
    .WithHealth()
    .WithUrlForEndpoint("http", url => (url.DisplayText, url.Url) = ("API reference", "/scalar"))
    .WithEnvironment("Jwt__SigningKey", settings.JwtSigningKey)
    .WithEnvironment("Links__SigningKey", settings.LinkSigningKey)
    .WithEnvironment("Web__Secret", settings.WebSecret)
    .WithQueue(queue, settings)
    .WithCommands(settings);
if (queue.IsUpstash)
    api.WithEnvironment("UPSTASH_WORKFLOW_URL", settings.PublicUrl);
else
    api.WithEnvironment("UPSTASH_WORKFLOW_URL", api.GetEndpoint("http"));

if (database is null)
{
    api.WithEnvironment("SubTracker__DataFolder", settings.DataFolder);
}
else
{
    // Indexes, validators and the first administrator are there before the first replica starts.
    var setup = builder.AddProject<Projects.SubTracker_MongoSetup>("setup", launchProfileName: null)
        .WithReference(database)
        .WithEnvironment("Administrator__Email", settings.AdministratorEmail)
        .WithEnvironment("Administrator__Password", settings.AdministratorPassword)
        .WaitFor(database);
    api.WithReference(database)
        .WithReplicas(builder.ApiReplicas())
        .WithMail(builder)
        .WaitForCompletion(setup);
}

var web = builder.AddProject<Projects.SubTracker_Web>("web", launchProfileName: null)
    // Published, at an address that somebody can be told.
    .WithHttpEndpoint(port: builder.ExecutionContext.IsPublishMode ? 8080 : null)
    .WithExternalHttpEndpoints()
    .WithHealth()
    .WithUrlForEndpoint("http", url => url.DisplayText = "SubTracker")
    .WithReference(api)
    .WithEnvironment("Web__ApiBaseUrl", "https+http://api")
    .WithEnvironment("Web__Secret", settings.WebSecret)
    .WaitFor(api);
// As long as they are not published, the files of the pages and of their components are only served in development.
if (builder.ExecutionContext.IsRunMode)
    web.WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development");

if (builder.ExecutionContext.IsPublishMode)
{
    // Nobody outside reaches the API: the web hands the links of messages on to it.
    api.WithEnvironment("Links__BaseUrl", builder.AddParameter("web-url", "http://localhost:8080").WithDescription("Where browsers reach SubTracker."));
    // Whoever balances the load has the time to notice that a replica goes; here, nobody wants to wait for it.
    api.WithEnvironment("Shutdown__Drain", "00:00:05");
    web.WithEnvironment("Shutdown__Drain", "00:00:05");
    builder.AddTarget();
}

builder.Build().Run();
