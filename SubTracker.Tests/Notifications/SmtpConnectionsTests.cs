using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Users;
using SubTracker.Tests.Platform;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Notifications;

/// <summary>Connections are kept for the next message, and are not trusted blindly.</summary>
public sealed class SmtpConnectionsTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(Some.Now);
    private readonly SmtpServerDouble _server = new();
    private readonly SqliteEngine _engine = new();
    private SmtpConnections _connections = null!;
    private SmtpEmailSender _sender = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        var options = Options.Create(new EmailOptions
        {
            Host = "127.0.0.1",
            Port = _server.Port,
            Security = MailKit.Security.SecureSocketOptions.None,
            Connections = 3,
        });
        _connections = new(options, _clock);
        _sender = new(new(options, _engine.Store<ISettingsStore>(), _clock), _connections);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Messages_in_a_row_go_over_one_connection()
    {
        for (var i = 0; i < 20; i++)
            await SendAsync(i);
        Assert.Equal((20, 1), (_server.Messages.Count, _server.Connections));
    }

    [Fact]
    public async Task Many_at_once_share_the_few_that_are_allowed()
    {
        await Task.WhenAll(Enumerable.Range(0, 60).Select(SendAsync));
        Assert.Equal(60, _server.Messages.Select(mail => mail.MessageId).Distinct().Count());
        Assert.InRange(_server.Connections, 1, 3);
        Assert.InRange(_server.AtOnce, 1, 3);
    }

    [Fact]
    public async Task A_connection_has_a_hundred_messages()
    {
        for (var i = 0; i < 150; i++)
            await SendAsync(i);
        Assert.Equal((150, 2), (_server.Messages.Count, _server.Connections));
    }

    [Fact]
    public async Task A_refused_recipient_costs_no_connection()
    {
        _server.UnknownRecipients.Add("0@example.org");
        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(0));
        await SendAsync(1);
        Assert.Equal(1, _server.Connections);
    }

    [Fact]
    public async Task One_that_was_idle_for_long_is_made_anew_and_one_that_was_idle_for_a_while_is_asked_first()
    {
        await SendAsync(0);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await SendAsync(1);
        Assert.Equal(1, _server.Connections);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await SendAsync(2);
        Assert.Equal(2, _server.Connections);
    }

    [Fact]
    public async Task One_that_the_server_has_closed_meanwhile_costs_no_message()
    {
        await SendAsync(0);
        await _server.GoDownAsync();
        _server.ComeUp();
        _clock.Advance(TimeSpan.FromSeconds(5));
        await SendAsync(1);
        Assert.Equal((2, 2), (_server.Messages.Count, _server.Connections));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_on()
    {
        _server.HoldAnswers();
        var sending = Assert.ThrowsAsync<TimeoutException>(() => SendAsync(0));
        await _server.HoldingAsync();
        _clock.Advance(TimeSpan.FromSeconds(49));
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await sending;
    }

    [Fact]
    public async Task A_slow_server_is_waited_for_and_who_finds_no_room_comes_again_later()
    {
        _server.HoldAnswers();
        var slow = Enumerable.Range(0, 3).Select(SendAsync).ToList();
        await _server.HoldingAsync();
        var waiting = Assert.ThrowsAsync<TimeoutException>(() => SendAsync(3));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Contains("All 3 connections", (await waiting).Message, StringComparison.Ordinal);
        _server.ReleaseAnswers();
        await Task.WhenAll(slow);
        Assert.Equal(3, _server.Messages.Count);
    }

    [Fact]
    public async Task A_mailbox_is_told_how_to_stop_the_messages()
    {
        await _sender.SendAsync(Message(0) with { Unsubscribe = new("https://example.org/stop?t=1") }, Token);
        var mail = Assert.Single(_server.Messages);
        Assert.Equal("<https://example.org/stop?t=1>", mail.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
    }

    public async ValueTask DisposeAsync()
    {
        _server.ReleaseAnswers();
        _connections.Dispose();
        _engine.Dispose();
        await _server.DisposeAsync();
    }

    private Task SendAsync(int number) => _sender.SendAsync(Message(number), Token);

    private static EmailMessage Message(int number)
    {
        var id = number.ToString(CultureInfo.InvariantCulture);
        return new(id, "ada", "Ada", $"{id}@example.org", "Subject", "Text", "<p>Text</p>", Some.Now);
    }
}
