using SubTracker.Benchmarks.Load;

namespace SubTracker.Benchmarks.QStash;

/// <summary>So many publishers, each of which waits for the answer before it publishes the next message.</summary>
internal sealed class Publishers : IDisposable
{
    private readonly LoadConnection[] _connections;

    private Publishers(LoadConnection[] connections) => _connections = connections;

    public static async Task<Publishers> ConnectAsync(QStashServer server, int count, CancellationToken cancellationToken)
    {
        var connections = new LoadConnection[count];
        for (var i = 0; i < count; i++)
            connections[i] = await LoadConnection.OpenAsync(server.Process.Url, cancellationToken);
        return new Publishers(connections);
    }

    public Task PublishAsync(int count, string url, string header, CancellationToken cancellationToken) =>
        PublishAsync(count, url, _ => header, cancellationToken);

    /// <summary>Publishes one message a request, with its number as path and body.</summary>
    /// <param name="pause">How long to wait before a message; as fast as possible where it is missing.</param>
    public async Task PublishAsync(
        int count, string url, Func<int, string> header, CancellationToken cancellationToken, Func<int, TimeSpan>? pause = null)
    {
        var next = -1;
        await Task.WhenAll(_connections.Select(async connection =>
        {
            while (Interlocked.Increment(ref next) is var number && number < count)
            {
                if (pause?.Invoke(number) is { } wait && wait > TimeSpan.Zero)
                    await Task.Delay(wait, cancellationToken);
                await connection.SendAsync(LoadConnection.Request(
                    "POST", $"/v2/publish/{url}/{number}", QStashServer.Header + header(number), $$"""{"number":{{number}}}"""), cancellationToken);
            }
        }));
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
            connection.Dispose();
    }
}
