using System.Collections.Concurrent;
using System.Globalization;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Journeys;

/// <summary>
/// The product as real processes: Standalone on its data folder; or, where the tests are to run on MongoDB, what the AppHost starts on it: the local
/// QStash, two replicas of the API behind one address, and the web.
/// </summary>
/// <param name="folder">For everything that lies in files.</param>
/// <param name="connectionString">Of the MongoDB; <c>null</c> for Standalone with SQLite.</param>
internal sealed class Product(string folder, string? connectionString) : IAsyncDisposable
{
    private readonly int[] _apis = [Ports.Free(), Ports.Free()];
    private readonly string _web = Address(Ports.Free());
    private readonly string _queue = Address(Ports.Free());
    private TcpProxy? _balancer;
    private readonly ConcurrentBag<ProgramProcess> _processes = [];

    /// <summary>What is opened in a browser.</summary>
    public Uri Url => new(_web);

    public Uri Api => _balancer is null ? Url : new(Address(_balancer.Port));

    public async Task StartAsync()
    {
        try
        {
            await StartAllAsync();
        }
        catch
        {
            // Whoever could be started does not stay behind.
            Kill();
            throw;
        }
    }

    private async Task StartAllAsync()
    {
        if (connectionString is null)
        {
            await StartAsync("SubTracker.Standalone", _web, new() { ["SubTracker__DataFolder"] = folder, ["Auth__BCryptCost"] = "4" });
            return;
        }
        _balancer ??= new(_apis);
        Dictionary<string, string> shared = new()
        {
            ["QSTASH_TOKEN"] = "token-of-the-journeys",
            ["QSTASH_CURRENT_SIGNING_KEY"] = "sig_journeys_current_0123456789",
            ["QSTASH_NEXT_SIGNING_KEY"] = "sig_journeys_next_0123456789",
            ["Web__Secret"] = new string('w', 32),
            ["Web__ApiBaseUrl"] = Address(_balancer.Port),
            // As long as they are not published, the files of the pages are only served in development.
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
        };
        Dictionary<string, string> api = new(shared)
        {
            ["ConnectionStrings__subtracker"] = connectionString,
            ["Jwt__SigningKey"] = new string('k', 48),
            ["Links__SigningKey"] = new string('l', 48),
            ["Auth__BCryptCost"] = "4",
            ["QSTASH_URL"] = _queue,
            ["UPSTASH_WORKFLOW_URL"] = Address(_balancer.Port),
        };
        Dictionary<string, string> queue = new(shared) { ["QStash__DataFolder"] = Path.Combine(folder, "qstash") };
        await Task.WhenAll([StartAsync("SubTracker.QStash", _queue, queue), .. _apis.Select(port => StartAsync("SubTracker.ApiService", Address(port), api))]);
        await StartAsync("SubTracker.Web", _web, shared);
    }

    public void AssertRuns() => Assert.All(_processes, process => Assert.False(process.HasEnded, process.Said));

    /// <summary>kill -9 of all of them.</summary>
    public void Kill()
    {
        while (_processes.TryTake(out var process))
            process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        if (_balancer is not null)
            await _balancer.DisposeAsync();
    }

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private async Task StartAsync(string program, string listen, Dictionary<string, string> environment) =>
        _processes.Add(await ProgramProcess.StartAsync(program, folder, listen, environment));
}
