using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Users;
using SubTracker.Tests.Platform;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Notifications;

/// <summary>One message, on the wire.</summary>
public sealed class SmtpEmailSenderTests : IAsyncDisposable
{
    private static readonly EmailMessage s_message = new(
        "sub-renewal-20260320-7-email", "ada", "Ada Łović", "ada@example.org", "Kölner Anzeiger renews in 7 days",
        "Hello Ada Łović,\n\n.a line that begins with a dot\n", "<p>Hello Ada Łović</p>", new(2026, 3, 13, 9, 0, 0, TimeSpan.Zero));

    private readonly SmtpServerDouble _server = new();
    private readonly SqliteEngine _engine = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly SmtpConnections _connections;
    private readonly SmtpEmailSender _sender;

    public SmtpEmailSenderTests()
    {
        var options = Options.Create(new EmailOptions
        {
            Host = "127.0.0.1",
            Port = _server.Port,
            Security = MailKit.Security.SecureSocketOptions.None,
            From = "SubTracker für Köln <reminders@example.org>",
        });
        _connections = new(options, TimeProvider.System);
        _sender = new(new(options, Settings, _clock), _connections);
    }

    private ISettingsStore Settings => _engine.Store<ISettingsStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_arrives_as_it_was_written()
    {
        await _sender.SendAsync(s_message, Token);
        var mail = Assert.Single(_server.Messages);
        Assert.Equal(("Ada Łović", "ada@example.org"), NameAndAddress(mail.To));
        Assert.Equal(("SubTracker für Köln", "reminders@example.org"), NameAndAddress(mail.From));
        Assert.Equal(s_message.Subject, mail.Subject);
        Assert.Equal(s_message.Date, mail.Date);
        Assert.Equal(s_message.Text, mail.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal(s_message.Html, mail.HtmlBody!.TrimEnd());
    }

    [Fact]
    public async Task It_comes_from_whom_an_administrator_named_within_half_a_minute_and_keeps_its_message_id()
    {
        await _sender.SendAsync(s_message, Token);
        await Settings.WriteAsync(new(Sender: "Ada's subscriptions <ada@sender.example>"), Token);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await _sender.SendAsync(s_message, Token);
        await Settings.WriteAsync(new(), Token);
        await _sender.SendAsync(s_message, Token);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await _sender.SendAsync(s_message, Token);
        Assert.Equal(
            ["reminders@example.org", "ada@sender.example", "ada@sender.example", "reminders@example.org"],
            _server.Messages.Select(m => m.From.Mailboxes.Single().Address));
        Assert.Single(_server.Messages.Select(m => m.MessageId).Distinct());
    }

    [Fact]
    public async Task The_message_id_is_the_same_at_every_attempt_and_another_for_another_message()
    {
        await _sender.SendAsync(s_message, Token);
        await _sender.SendAsync(s_message, Token);
        await _sender.SendAsync(s_message with { Id = "sub-renewal-20260320-5-email" }, Token);
        Assert.Equal(
            ["sub-renewal-20260320-7-email@example.org", "sub-renewal-20260320-7-email@example.org", "sub-renewal-20260320-5-email@example.org"],
            _server.Messages.Select(m => m.MessageId));
    }

    [Fact]
    public async Task Nobody_listening_is_an_error()
    {
        await _server.GoDownAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => _sender.SendAsync(s_message, Token));
    }

    [Fact]
    public async Task A_refused_recipient_is_an_error_and_nothing_is_taken_over()
    {
        _server.UnknownRecipients.Add("ada@example.org");
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => _sender.SendAsync(s_message, Token));
        Assert.Contains("no such mailbox", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Messages);
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_an_error_though_the_message_was_taken_over()
    {
        _server.DropTheNextAnswer();
        await Assert.ThrowsAnyAsync<Exception>(() => _sender.SendAsync(s_message, Token));
        Assert.Single(_server.Messages);
    }

    public ValueTask DisposeAsync()
    {
        _connections.Dispose();
        _engine.Dispose();
        return _server.DisposeAsync();
    }

    private static (string? Name, string Address) NameAndAddress(InternetAddressList list) =>
        Assert.Single(list.Mailboxes) is var mailbox ? (mailbox.Name, mailbox.Address) : default;
}
