namespace SubTracker.Tests.Web;

/// <summary>A web of its own for each test, before an API that answers what the test says.</summary>
public abstract class WebTest : IAsyncLifetime
{
    private WebHost? _host;

    internal WebHost Host => _host!;

    /// <summary>Of the web's own files.</summary>
    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("subtracker-web");

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await WebHost.StartAsync(Folder.FullName);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
