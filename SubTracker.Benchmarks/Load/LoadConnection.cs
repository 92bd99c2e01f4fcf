using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SubTracker.Benchmarks.Load;

/// <summary>
/// A kept connection that sends prepared bytes and waits for the answer. Not an <see cref="HttpClient"/>: the load shares the processor
/// with what it measures.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _answer = new byte[16 * 1024];

    public static async Task<LoadConnection> OpenAsync(Uri server, CancellationToken cancellationToken)
    {
        var connection = new LoadConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
        return connection;
    }

    public static byte[] Request(string method, string target, string header, string body)
    {
        var length = Encoding.UTF8.GetByteCount(body);
        return Encoding.UTF8.GetBytes($"{method} {target} HTTP/1.1\r\nHost: localhost\r\n{header}Content-Length: {length}\r\n\r\n{body}");
    }

    /// <summary>Sends a request and reads its whole answer; anything but 200 is an error.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        for (var rest = request; rest.Length > 0;)
            rest = rest[await _socket.SendAsync(rest, cancellationToken)..];
        var received = 0;
        while (!IsWhole(_answer.AsSpan(0, received)))
        {
            if (received == _answer.Length)
                Array.Resize(ref _answer, received * 2);
            var read = await _socket.ReceiveAsync(_answer.AsMemory(received), cancellationToken);
            received += read > 0 ? read : throw new IOException("The server closed the connection.");
        }

        if (!_answer.AsSpan().StartsWith("HTTP/1.1 200"u8))
            throw new IOException(Encoding.UTF8.GetString(_answer, 0, received));
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        return HttpText.ContentLength(answer[..end]) is { } length
            ? answer.Length >= end + 4 + length
            : answer.EndsWith("\r\n0\r\n\r\n"u8);
    }
}
