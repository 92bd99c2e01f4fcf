using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace SubTracker.Tests.Platform;

/// <summary>Stands where the mail server would, down to the protocol; it keeps what it took over and misbehaves on command.</summary>
internal sealed class SmtpServerDouble : IAsyncDisposable
{
    private readonly ConcurrentQueue<MimeMessage> _messages = [];
    private readonly ConcurrentQueue<string> _unanswered = [];
    private readonly ConcurrentDictionary<TcpClient, Task> _conversations = [];
    private readonly TaskCompletionSource _holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _held;
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private Task _accepting;
    private int _answersToDrop;
    private int _connections;
    private int _present;
    private int _atOnce;
    private int _underWay;

    public SmtpServerDouble()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public int Port { get; }

    /// <summary>Everything it took over, doubles included.</summary>
    public IReadOnlyCollection<MimeMessage> Messages => _messages;

    /// <summary>The ids of what it took over without an answer.</summary>
    public IReadOnlyCollection<string> Unanswered => _unanswered;

    /// <summary>How many connections there have been.</summary>
    public int Connections => _connections;

    /// <summary>The most that there have been at once.</summary>
    public int AtOnce => _atOnce;

    /// <summary>How many messages have been begun and not been answered.</summary>
    public int UnderWay => _underWay;

    /// <summary>Answered with 451 at RCPT.</summary>
    public HashSet<string> UnknownRecipients { get; } = [];

    /// <summary>From here on nobody listens, connections are refused, and those that there are end.</summary>
    public async Task GoDownAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var client in _conversations.Keys)
            client.Close();
        await Task.WhenAll(_conversations.Values);
        _conversations.Clear();
    }

    public void ComeUp()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Takes the next message over and hangs up without a word: the sender cannot know.</summary>
    public void DropTheNextAnswer() => DropAnswers(1);

    public void DropAnswers(int count) => Interlocked.Add(ref _answersToDrop, count);

    /// <summary>From here on a message is read, and not answered until it is released.</summary>
    public void HoldAnswers() => _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void ReleaseAnswers() => Interlocked.Exchange(ref _held, null)?.TrySetResult();

    /// <summary>Returns when an answer is being held.</summary>
    public Task HoldingAsync() => _holding.Task.WaitAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await GoDownAsync();

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                _connections++;
                _conversations[client] = TalkAsync(client);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It went down.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        var present = Interlocked.Increment(ref _present);
        _atOnce = Math.Max(_atOnce, present);
        var begun = 0;
        void Begin(int count)
        {
            Interlocked.Add(ref _underWay, count - begun);
            begun = count;
        }
        try
        {
            using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            Task SayAsync(string line) => stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n")).AsTask();
            await SayAsync("220 double ready");
            while (await reader.ReadLineAsync() is { } command && !command.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
            {
                if (!command.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
                {
                    Begin(command.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase) || (begun > 0 && command.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase)) ? 1 : 0);
                    await SayAsync(Refuses(command) ? "451 no such mailbox today" : "250 fine");
                    continue;
                }
                await SayAsync("354 go ahead");
                var message = await ReadMessageAsync(reader);
                _messages.Enqueue(message);
                if (Interlocked.Decrement(ref _answersToDrop) >= 0)
                {
                    _unanswered.Enqueue(message.MessageId!);
                    return;
                }
                Interlocked.Increment(ref _answersToDrop);
                if (_held is { } held)
                {
                    _holding.TrySetResult();
                    await held.Task;
                }
                await SayAsync("250 taken over");
                Begin(0);
            }
        }
        catch (Exception hungUp) when (hungUp is IOException or ObjectDisposedException or SocketException)
        {
            // The sender hung up, or this server went down.
        }
        finally
        {
            Begin(0);
            Interlocked.Decrement(ref _present);
        }
    }

    private bool Refuses(string command) =>
        command.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase) && UnknownRecipients.Any(r => command.Contains($"<{r}>", StringComparison.OrdinalIgnoreCase));

    private static async Task<MimeMessage> ReadMessageAsync(StreamReader reader)
    {
        using var message = new MemoryStream();
        // A sender that dies on the way has sent nothing.
        while (await reader.ReadLineAsync() is var line && line != ".")
            message.Write(Encoding.Latin1.GetBytes(((line ?? throw new IOException("hung up")) is ['.', .. var rest] ? rest : line) + "\r\n"));
        message.Position = 0;
        return await MimeMessage.LoadAsync(message);
    }
}
