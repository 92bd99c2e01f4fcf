namespace SubTracker.AppHost;

/// <summary>
/// What has to be the same after a restart: the services' files in one folder, and the secrets, which are generated once and kept by
/// Aspire as user secrets.
/// </summary>
internal sealed record Settings(
    IResourceBuilder<ParameterResource> DataFolder,
    IResourceBuilder<ParameterResource> JwtSigningKey,
    IResourceBuilder<ParameterResource> LinkSigningKey,
    IResourceBuilder<ParameterResource> WebSecret,
    IResourceBuilder<ParameterResource> QStashToken,
    IResourceBuilder<ParameterResource> CurrentSigningKey,
    IResourceBuilder<ParameterResource> NextSigningKey,
    IResourceBuilder<ParameterResource> PublicUrl,
    IResourceBuilder<ParameterResource> AdministratorEmail,
    IResourceBuilder<ParameterResource> AdministratorPassword)
{
    public static Settings Of(IDistributedApplicationBuilder builder)
    {
        // Upstash gives token and keys; the local QStash takes whatever we make up.
        var upstash = Queue.IsUpstashIn(builder);
        return new(
            builder.AddParameter("data-folder", Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "SubTracker.AppHost")),
            Generated("jwt-signing-key"),
            Generated("link-signing-key"),
            Generated("web-secret"),
            upstash ? Given("qstash-token") : Generated("qstash-token"),
            upstash ? Given("qstash-current-signing-key") : Generated("qstash-current-signing-key"),
            upstash ? Given("qstash-next-signing-key") : Generated("qstash-next-signing-key"),
            builder.AddParameter("public-url", "http://localhost:5090").WithDescription("Where Upstash reaches the API from outside."),
            builder.AddParameter("administrator-email", "admin@subtracker.example"),
            Generated("administrator-password"));

        IResourceBuilder<ParameterResource> Given(string name) => builder.AddParameter(name, secret: true);

        IResourceBuilder<ParameterResource> Generated(string name) => builder.AddParameter(
            name, new GenerateParameterDefault { MinLength = 44, Special = false }, secret: true, persist: true);
    }
}
