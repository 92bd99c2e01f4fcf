using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace SubTracker.AppHost.Tests;

/// <summary>The AppHost as it would be published: references stay expressions, so that nothing has to be started to look at them.</summary>
public sealed class AppHostModel : IAsyncLifetime
{
    private IDistributedApplicationTestingBuilder? _builder;

    public IResourceCollection Resources => Builder.Resources;

    private IDistributedApplicationTestingBuilder Builder => _builder ?? throw new InvalidOperationException("The fixture has not been initialized.");

    public async ValueTask InitializeAsync() =>
        _builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SubTracker_AppHost>(
            ["--publisher", "manifest"], TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_builder is not null)
            await _builder.DisposeAsync();
    }

    public IResource Resource(string name) => Resources.Single(resource => resource.Name == name);

    public async Task<Dictionary<string, string>> EnvironmentAsync(string name)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(Resource(name))
            .WithEnvironmentVariablesConfig()
            .BuildAsync(Builder.ExecutionContext, NullLogger.Instance, TestContext.Current.CancellationToken);
        return configuration.EnvironmentVariables.ToDictionary();
    }
}
