using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace SubTracker.AppHost.Tests;

/// <summary>The same application told otherwise: without containers, with a database or a queue that is there already, for Kubernetes.</summary>
public sealed class VariantTests
{
    [Fact]
    public async Task Embedded_needs_no_container_and_runs_once()
    {
        await using var builder = await BuildAsync("--embedded");
        Assert.Equal(["api", "qstash", "web"], Services(builder));
        Assert.Empty(builder.Resources.OfType<ContainerResource>());
        Assert.Equal(1, builder.Resources.Single(resource => resource.Name == "api").GetReplicaCount());
    }

    [Fact]
    public async Task A_database_that_is_there_is_used_in_the_place_of_a_container()
    {
        await using var builder = await BuildAsync("--ConnectionStrings:subtracker=mongodb://db.example/subtracker");
        Assert.DoesNotContain(builder.Resources, resource => resource.Name == "mongo");
        Assert.Contains(builder.Resources.OfType<IResourceWithConnectionString>(), resource => ((IResource)resource).Name == "subtracker");
    }

    [Fact]
    public async Task Upstash_takes_the_place_of_the_local_queue_and_its_secrets_are_asked_for()
    {
        await using var builder = await BuildAsync("--QSTASH_URL=https://qstash.upstash.io");
        Assert.DoesNotContain(builder.Resources, resource => resource.Name == "qstash");
        Assert.Null(builder.Resources.OfType<ParameterResource>().Single(parameter => parameter.Name == "qstash-token").Default);
    }

    [Fact]
    public async Task It_is_published_for_Kubernetes_where_that_is_asked_for()
    {
        await using var builder = await BuildAsync("--Publish:Target=kubernetes");
        Assert.Contains(builder.Resources, resource => resource.Name == "kubernetes");
        Assert.DoesNotContain(builder.Resources, resource => resource.Name == "compose");
    }

    private static Task<IDistributedApplicationTestingBuilder> BuildAsync(params string[] args) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.SubTracker_AppHost>(
            ["--publisher", "manifest", .. args], TestContext.Current.CancellationToken);

    private static IEnumerable<string> Services(IDistributedApplicationTestingBuilder builder) =>
        builder.Resources.OfType<ProjectResource>().Select(resource => resource.Name).Order();
}
