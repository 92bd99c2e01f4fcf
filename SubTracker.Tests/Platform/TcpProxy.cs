using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SubTracker.Tests.Platform;

/// <summary>A wire that can be cut, to one server or to several in turn: whoever does not listen is passed over.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly int[] _targets;
    private readonly ConcurrentDictionary<TcpClient, byte> _open = [];
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private Task _accepting;
    private int _next;

    public TcpProxy(params int[] targets)
    {
        _targets = targets;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public int Port { get; }

    /// <summary>Nobody listens any more, and every connection ends.</summary>
    public async Task CutAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var connection in _open.Keys)
            connection.Close();
    }

    public void Mend()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = CarryAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        using (var server = await ConnectAsync())
        {
            if (server is null)
                return;
            (_open[client], _open[server]) = (0, 0);
            try
            {
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
            }
            catch (Exception ended) when (ended is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // One side has hung up.
            }
            finally
            {
                _open.TryRemove(client, out _);
                _open.TryRemove(server, out _);
            }
        }
    }

    private async Task<TcpClient?> ConnectAsync()
    {
        var first = Interlocked.Increment(ref _next);
        for (var offset = 0; offset < _targets.Length; offset++)
        {
            var server = new TcpClient();
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _targets[(first + offset) % _targets.Length]);
                return server;
            }
            catch (SocketException)
            {
                server.Dispose();
            }
        }
        return null;
    }
}
