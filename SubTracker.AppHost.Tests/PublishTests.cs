using Aspire.Hosting.Testing;

namespace SubTracker.AppHost.Tests;

/// <summary>The files that <c>aspire publish</c> writes.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("subtracker-publish-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Kubernetes_asks_whether_a_service_is_ready_and_lets_it_finish()
    {
        await PublishAsync("kubernetes");
        foreach (var service in (string[])["api", "qstash", "web"])
        {
            var deployment = Read($"templates/{service}/deployment.yaml");
            Assert.Contains("path: \"/health\"", deployment, StringComparison.Ordinal);
            Assert.Contains("path: \"/alive\"", deployment, StringComparison.Ordinal);
            Assert.Contains("terminationGracePeriodSeconds: 100", deployment, StringComparison.Ordinal);
            Assert.DoesNotContain("scheme: \"http\"", deployment, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Kubernetes_runs_the_setup_once_and_never_two_queues_on_one_folder()
    {
        await PublishAsync("kubernetes");
        Assert.Contains("kind: \"Job\"", Read("templates/setup/job.yaml"), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "templates/setup/deployment.yaml")));
        Assert.Contains("type: \"Recreate\"", Read("templates/qstash/deployment.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("subtracker.apphost", Read("templates/mongo/statefulset.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_gives_the_web_its_port_and_everybody_time_to_finish()
    {
        await PublishAsync("compose");
        var compose = Read("docker-compose.yaml");
        Assert.Contains("- \"8080:${WEB_PORT}\"", compose, StringComparison.Ordinal);
        Assert.Contains("Links__BaseUrl: \"${WEB_URL}\"", compose, StringComparison.Ordinal);
        Assert.Equal(Count(compose, "    restart: "), Count(compose, "    stop_grace_period: \"100s\""));
    }

    private async Task PublishAsync(string target)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SubTracker_AppHost>(
            ["--operation", "publish", "--step", "publish", "--output-path", _folder.FullName, $"--Publish:Target={target}"],
            TestContext.Current.CancellationToken);
        await using var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await application.RunAsync(TestContext.Current.CancellationToken);
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder.FullName, file));

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
