namespace SubTracker.Tests.QStash;

/// <summary>A server and an endpoint for each test.</summary>
public abstract class ServerTest : IAsyncLifetime
{
    private LocalQStash? _server;
    private Endpoint? _endpoint;

    internal LocalQStash Server => _server!;

    internal Endpoint Endpoint => _endpoint!;

    private protected virtual Dictionary<string, string?>? Settings => null;

    public async ValueTask InitializeAsync()
    {
        _server = await LocalQStash.StartAsync(Settings);
        _endpoint = await Endpoint.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Endpoint.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
