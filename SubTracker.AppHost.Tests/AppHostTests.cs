using Aspire.Hosting.ApplicationModel;

namespace SubTracker.AppHost.Tests;

public sealed class AppHostTests(AppHostModel model) : IClassFixture<AppHostModel>
{
    [Fact]
    public void The_application_has_the_parts_of_the_map() => Assert.Equal(
        ["api", "mail", "mongo", "qstash", "subtracker", "web"],
        model.Resources.Where(resource => resource is not ParameterResource).Select(resource => resource.Name).Order());

    [Theory]
    [InlineData("api", "QSTASH_URL", "{qstash.bindings.http.url}")]
    [InlineData("api", "UPSTASH_WORKFLOW_URL", "{api.bindings.http.url}")]
    [InlineData("api", "SubTracker__DataFolder", "{data-folder.value}")]
    [InlineData("api", "Jwt__SigningKey", "{jwt-signing-key.value}")]
    [InlineData("api", "Email__Host", "{mail.bindings.smtp.host}")]
    [InlineData("api", "Email__Port", "{mail.bindings.smtp.port}")]
    [InlineData("qstash", "QStash__DataFolder", "{data-folder.value}/qstash")]
    [InlineData("web", "SubTracker__DataFolder", "{data-folder.value}/web")]
    [InlineData("web", "Web__ApiBaseUrl", "https+http://api")]
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
    public async Task No_secret_of_the_api_reaches_the_web() =>
        Assert.DoesNotContain(await model.EnvironmentAsync("web"), variable => Secrets.Any(secret => variable.Value.Contains(secret.Name)));

    [Fact]
    public void Every_secret_is_generated_with_32_characters_or_more()
    {
        Assert.Equal(4, Secrets.Count());
        Assert.All(Secrets, secret => Assert.True(Assert.IsType<GenerateParameterDefault>(secret.Default).MinLength >= 32));
    }

    [Theory]
    [InlineData("qstash")]
    [InlineData("api", "qstash")]
    [InlineData("web", "api")]
    public void A_service_waits_for_what_it_needs_and_for_no_container(string service, params string[] dependencies) => Assert.Equal(
        dependencies,
        model.Resource(service).Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name));

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
    public void The_database_keeps_its_data_in_a_volume()
    {
        var mount = Assert.Single(model.Resource("mongo").Annotations.OfType<ContainerMountAnnotation>());
        Assert.Equal((ContainerMountType.Volume, "/data/db"), (mount.Type, mount.Target));
    }

    private IEnumerable<ParameterResource> Secrets => model.Resources.OfType<ParameterResource>().Where(parameter => parameter.Secret);
}
