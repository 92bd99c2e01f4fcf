using System.Collections.Concurrent;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;

namespace SubTracker.ApiService.Notifications;

/// <summary>Connections to the mail server, kept for the next message; at most <see cref="EmailOptions.Connections"/> at once.</summary>
internal sealed class SmtpConnections(IOptions<EmailOptions> options, TimeProvider clock) : IDisposable
{
    /// <summary>One message from the greeting to the server's word; a server that checks for half a minute is waited for.</summary>
    private static readonly TimeSpan s_takesAtMost = TimeSpan.FromSeconds(50);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Servers hang up on who is silent; behind this a connection is made anew.</summary>
    private static readonly TimeSpan s_keptFor = TimeSpan.FromSeconds(20);

    /// <summary>Behind this it is asked whether it is still there before a message is entrusted to it.</summary>
    private static readonly TimeSpan s_trustedFor = TimeSpan.FromSeconds(1);

    /// <summary>Some servers limit the messages of a connection.</summary>
    private const int MessagesEach = 100;

    private readonly EmailOptions _options = options.Value;
    private readonly SemaphoreSlim _room = new(options.Value.Connections);
    private readonly ConcurrentStack<Connection> _idle = new();

    /// <summary>Uses a connection for one message. One that the server has refused a recipient on is kept, one that broke is not.</summary>
    public async Task UseAsync(Func<SmtpClient, CancellationToken, Task> use, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        Connection? connection = null;
        var keep = false;
        try
        {
            using var timeout = new CancellationTokenSource(s_takesAtMost, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            connection = await TakeAsync(either.Token) ?? await ConnectAsync(either.Token);
            await use(connection.Client, either.Token);
            keep = true;
        }
        catch (SmtpCommandException)
        {
            keep = true;
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{_options.Host} took longer than {s_takesAtMost.TotalSeconds} seconds.");
        }
        finally
        {
            if (keep && connection is { Client.IsConnected: true } && ++connection.Messages < MessagesEach)
                _idle.Push(connection with { Since = clock.GetTimestamp() });
            else
                connection?.Client.Dispose();
            _room.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryPop(out var connection))
            connection.Client.Dispose();
        _room.Dispose();
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _room.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"All {_options.Connections} connections to {_options.Host} were in use.");
        }
    }

    /// <summary>An idle connection that is still good; <c>null</c> where there is none.</summary>
    private async Task<Connection?> TakeAsync(CancellationToken cancellationToken)
    {
        while (_idle.TryPop(out var connection))
        {
            var idle = clock.GetElapsedTime(connection.Since);
            if (idle < s_trustedFor || (idle < s_keptFor && await IsThereAsync(connection.Client, cancellationToken)))
                return connection;
            connection.Client.Dispose();
        }
        return null;
    }

    private static async Task<bool> IsThereAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.NoOpAsync(cancellationToken);
            return true;
        }
        catch (Exception gone) when (gone is IOException or SmtpCommandException or SmtpProtocolException or MailKit.ServiceNotConnectedException)
        {
            return false;
        }
    }

    private async Task<Connection> ConnectAsync(CancellationToken cancellationToken)
    {
        var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(_options.Host ?? "", _options.Port, _options.Security, cancellationToken);
            if (_options.UserName is { Length: > 0 } userName)
                await client.AuthenticateAsync(userName, _options.Password ?? "", cancellationToken);
            return new(client);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <param name="Since">When it was used last.</param>
    private sealed record Connection(SmtpClient Client, long Since = 0)
    {
        public int Messages { get; set; }
    }
}
