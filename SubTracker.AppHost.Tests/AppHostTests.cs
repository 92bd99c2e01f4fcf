using Aspire.Hosting.ApplicationModel;

namespace SubTracker.AppHost.Tests;

public sealed class AppHostTests(AppHostModel model) : IClassFixture<AppHostModel>
{
    [Fact]
    public void The_application_has_the_parts_of_the_map() => Assert.Equal(
        ["api", "compose", "mail", "mongo", "mongo-mongoexpress", "qstash", "setup", "subtracker", "web"],
        model.Resources.Where(resource => resource is not ParameterResource).Select(resource => resource.Name).Order());

    [Theory]
    [InlineData("api", "QSTASH_URL", "{qstash.bindings.http.url}")]
    [InlineData("api", "UPSTASH_WORKFLOW_URL", "{api.bindings.http.url}")]
    [InlineData("api", "ConnectionStrings__subtracker", "{subtracker.connectionString}")]
    [InlineData("api", "Upstash__FollowKeyRotation", "true")]
    [InlineData("setup", "ConnectionStrings__subtracker", "{subtracker.connectionString}")]
    [InlineData("setup", "Administrator__Email", "{administrator-email.value}")]
    [InlineData("setup", "Administrator__Password", "{administrator-password.value}")]
    [InlineData("api", "Jwt__SigningKey", "{jwt-signing-key.value}")]
    [InlineData("api", "Links__SigningKey", "{link-signing-key.value}")]
    [InlineData("api", "Email__Host", "{mail.bindings.smtp.host}")]
    [InlineData("api", "Email__Port", "{mail.bindings.smtp.port}")]
    [InlineData("qstash", "QStash__DataFolder", "/home/app/qstash")]
    [InlineData("qstash", "QStash__AllowAnyAddress", "true")]
    [InlineData("qstash", "QStash__Hosts__0", "{qstash.bindings.http.host}")]
    [InlineData("api", "Links__BaseUrl", "{web-url.value}")]
    [InlineData("web", "Web__ApiBaseUrl", "https+http://api")]
    [InlineData("api", "Shutdown__Drain", "00:00:05")]
    [InlineData("web", "Shutdown__Drain", "00:00:05")]
    [InlineData("web", "services__api__http__0", "{api.bindings.http.url}")]
    public async Task A_service_is_told_where_the_others_are(string service, string variable, string expected) =>
        Assert.Equal(expected, (await model.EnvironmentAsync(service))[variable]);

    [Theory]
    [InlineData("QSTASH_TOKEN")]
    [InlineData("QSTASH_CURRENT_SIGNING_KEY")]
    [InlineData("QSTASH_NEXT_SIGNING_KEY")]
    public async Task The_api_and_the_local_QStash_share_token_and_keys(string variable) =>
        Assert.Equal((await model.EnvironmentAsync("qstash"))[variable], (await model.EnvironmentAsync("api"))[variable]);

    [Fact]
    public async Task The_api_and_the_web_share_the_secret_of_the_cookie_keys_and_no_other()
    {
        var (api, web) = (await model.EnvironmentAsync("api"), await model.EnvironmentAsync("web"));
        Assert.Equal(api["Web__Secret"], web["Web__Secret"]);
        Assert.Equal(["Web__Secret"], web.Where(variable => Secrets.Any(secret => variable.Value.Contains(secret.Name))).Select(variable => variable.Key));
    }

    [Fact]
    public async Task The_api_keeps_nothing_on_its_disk() =>
        Assert.DoesNotContain("SubTracker__DataFolder", await model.EnvironmentAsync("api"));

    [Fact]
    public void The_api_runs_twice() => Assert.Equal(2, model.Resource("api").GetReplicaCount());

    [Fact]
    public void Every_secret_is_generated_with_32_characters_or_more()
    {
        // The password of the database is its integration's own affair.
        var ours = Secrets.Where(secret => secret.Name != "mongo-password").ToList();
        Assert.Equal(
            ["administrator-password", "jwt-signing-key", "link-signing-key", "qstash-current-signing-key", "qstash-next-signing-key", "qstash-token", "web-secret"],
            ours.Select(secret => secret.Name).Order());
        Assert.All(ours, secret => Assert.True(Assert.IsType<GenerateParameterDefault>(secret.Default).MinLength >= 32));
    }

    [Theory]
    [InlineData("qstash")]
    [InlineData("setup", "mongo", "subtracker")]
    [InlineData("api", "qstash", "setup")]
    [InlineData("web", "api")]
    public void A_service_waits_for_what_it_needs(string service, params string[] dependencies) => Assert.Equal(
        dependencies,
        model.Resource(service).Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name).Distinct().Order());

    [Theory]
    [InlineData("qstash")]
    [InlineData("api")]
    [InlineData("web")]
    [InlineData("mail")]
    public void A_part_that_others_call_has_a_health_check(string name) =>
        Assert.NotEmpty(model.Resource(name).Annotations.OfType<HealthCheckAnnotation>());

    [Fact]
    public void The_api_has_the_same_port_after_a_restart()
    {
        var endpoint = Assert.Single(model.Resource("api").Annotations.OfType<EndpointAnnotation>());
        Assert.Equal(5090, endpoint.Port);
    }

    [Fact]
    public void The_api_waits_until_the_setup_is_through() => Assert.Equal(
        WaitType.WaitForCompletion,
        model.Resource("api").Annotations.OfType<WaitAnnotation>().Single(wait => wait.Resource.Name == "setup").WaitType);

    [Theory]
    [InlineData("api", "Run drill")]
    [InlineData("api", "Seed demo data")]
    [InlineData("qstash", "Rotate signing keys")]
    public void The_dashboard_offers_a_command(string resource, string command) => Assert.Contains(
        model.Resource(resource).Annotations.OfType<ResourceCommandAnnotation>(), annotation => annotation.DisplayName == command);

    [Theory]
    [InlineData("mongo", "/data/db")]
    [InlineData("qstash", "/home/app")]
    public void What_is_kept_is_kept_in_a_volume(string resource, string target)
    {
        var mount = Assert.Single(model.Resource(resource).Annotations.OfType<ContainerMountAnnotation>());
        Assert.Equal((ContainerMountType.Volume, target), (mount.Type, mount.Target));
    }

    private IEnumerable<ParameterResource> Secrets => model.Resources.OfType<ParameterResource>().Where(parameter => parameter.Secret);
}
