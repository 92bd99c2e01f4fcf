using System.Globalization;
using SubTracker.Benchmarks.Load;

namespace SubTracker.Benchmarks.QStash;

/// <summary>The real server as it is run, with a folder of its own that goes with it.</summary>
internal sealed class QStashServer : IDisposable
{
    private const string Token = "benchmark";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("qstash-benchmark-");
    private ServerProcess? _process;

    /// <summary>The header lines that every request carries.</summary>
    public const string Header = $"Authorization: Bearer {Token}\r\nContent-Type: application/json\r\n";

    public ServerProcess Process => _process!;

    public async Task StartAsync(CancellationToken cancellationToken) => _process = await ServerProcess.StartAsync("SubTracker.QStash",
        new Dictionary<string, string> { ["QStash__DataFolder"] = _folder.FullName, ["QSTASH_TOKEN"] = Token }, cancellationToken);

    /// <summary>Publishes messages many at a time, all due at the same moment.</summary>
    public async Task PublishAsync(int count, Func<int, string> destination, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        using var connection = await LoadConnection.OpenAsync(Process.Url, cancellationToken);
        var notBefore = dueAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        foreach (var numbers in Enumerable.Range(0, count).Chunk(500))
        {
            var items = numbers.Select(number => $$"""{"destination":"{{destination(number)}}","headers":{"upstash-not-before":"{{notBefore}}"},"body":"{{number}}"}""");
            await connection.SendAsync(LoadConnection.Request("POST", "/v2/batch", Header, $"[{string.Join(',', items)}]"), cancellationToken);
        }
    }

    public void Dispose()
    {
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }
}
