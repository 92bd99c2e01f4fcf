using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SubTracker.Benchmarks.Load;

/// <summary>Where messages arrive: it reads requests, tells of each, and answers 200. As lean as <see cref="LoadConnection"/>, for the same reason.</summary>
internal sealed class Destination : IDisposable
{
    private static readonly byte[] s_ok = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Action<string> _arrived;

    /// <param name="arrived">Gets the target of each request (<c>/7</c>), before it is answered; called from several threads.</param>
    public Destination(Action<string> arrived)
    {
        _arrived = arrived;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1024);
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";
        _ = AcceptAsync();
    }

    public string Url { get; }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptAsync());
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The measurement is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        socket.NoDelay = true;
        var buffer = new byte[16 * 1024];
        var received = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(received)) is > 0 and var read)
            {
                received += read;
                var end = buffer.AsSpan(0, received).IndexOf("\r\n\r\n"u8);
                if (end < 0 || received < end + 4 + HttpText.ContentLength(buffer.AsSpan(0, end)))
                    continue;
                _arrived(HttpText.Target(buffer));
                await socket.SendAsync(s_ok);
                received = 0;
            }
        }
        catch (SocketException)
        {
            // The server was killed.
        }
    }
}
