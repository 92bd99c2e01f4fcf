using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SubTracker.Benchmarks.Load;

/// <summary>A mail server that takes everything at once and tells of each recipient. As lean as <see cref="Destination"/>, for the same reason.</summary>
internal sealed class MailSink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Action<string> _taken;
    private int _connections;

    /// <param name="taken">Gets the recipient's address of each message taken over; called from several threads.</param>
    public MailSink(Action<string> taken)
    {
        _taken = taken;
        _listener.Start(1024);
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections there have been.</summary>
    public int Connections => _connections;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The measurement is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _connections);
        using var _ = client;
        client.NoDelay = true;
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        ValueTask Say(string line) => client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
        try
        {
            await Say("220 sink");
            var recipient = "";
            while (await reader.ReadLineAsync() is { } line)
            {
                switch (line.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "EHLO":
                        await Say("250-sink\r\n250-PIPELINING\r\n250 8BITMIME");
                        break;
                    case "RCPT":
                        recipient = line.Split('<', '>')[1];
                        await Say("250 ok");
                        break;
                    case "DATA":
                        await Say("354 go on");
                        while (await reader.ReadLineAsync() is not (null or "."))
                        {
                        }
                        _taken(recipient);
                        await Say("250 taken");
                        break;
                    case "QUIT":
                        await Say("221 bye");
                        return;
                    default:
                        await Say("250 ok");
                        break;
                }
            }
        }
        catch (IOException)
        {
            // The server has been killed.
        }
    }
}
