using SubTracker.Tests.QStash;

namespace SubTracker.Tests.Conformance;

[CollectionDefinition(Name)]
public sealed class ConformanceHost : IAsyncLifetime, ICollectionFixture<ConformanceHost>
{
    internal const string Name = "official SDK";

    private LocalQStash? _server;
    private OfficialSdk? _sdk;
    private DotnetWorkflows? _dotnet;
    private string? _missing;

    internal LocalQStash Server => _server!;

    internal OfficialSdk Sdk => _sdk!;

    internal DotnetWorkflows Dotnet => _dotnet!;

    public async ValueTask InitializeAsync()
    {
        _missing = await OfficialSdk.InstallAsync();
        if (_missing is not null)
            return;
        // The SDK checks signatures against the real time.
        _server = await LocalQStash.StartAsync(time: new(TimeProvider.System.GetUtcNow()));
        _sdk = await OfficialSdk.StartAsync(_server);
        _dotnet = await DotnetWorkflows.StartAsync(_server, _sdk);
    }

    /// <summary>Nothing is left of the test before.</summary>
    public async ValueTask ResetAsync()
    {
        if (_missing is not null)
        {
            // On a build server nothing may be missing.
            Assert.True(Environment.GetEnvironmentVariable("CI") is null, _missing);
            Assert.Skip(_missing);
        }

        foreach (var leftover in new[] { "workflows/runs", "messages", "dlq", "workflows/dlq" })
            await Server.SendAsync(HttpMethod.Delete, $"/v2/{leftover}?count=1000");
        await Server.DeliverAsync();
        await Sdk.PostAsync("/control/reset", new { });
    }

    public async ValueTask DisposeAsync()
    {
        _sdk?.Dispose();
        if (_dotnet is not null)
            await _dotnet.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
