using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;

namespace SubTracker.ApiService.Notifications;

/// <summary>Sends over SMTP by MailKit, one connection a message.</summary>
internal sealed class SmtpEmailSender(IOptions<EmailOptions> options) : IEmailSender
{
    private readonly EmailOptions _options = options.Value;

    public async Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        using var mail = Compose(message);
        using var client = new SmtpClient();
        await client.ConnectAsync(_options.Host ?? "", _options.Port, _options.Security, cancellationToken);
        if (_options.UserName is { Length: > 0 } userName)
            await client.AuthenticateAsync(userName, _options.Password ?? "", cancellationToken);
        await client.SendAsync(mail, cancellationToken);
        // The server has taken it over. Disposing hangs up; a farewell that fails must not turn its yes into a no.
    }

    private MimeMessage Compose(EmailMessage message)
    {
        var from = MailboxAddress.Parse(_options.From);
        var body = new BodyBuilder { TextBody = message.Text, HtmlBody = message.Html };
        var mail = new MimeMessage([from], [new MailboxAddress(message.ToName, message.ToAddress)], message.Subject, body.ToMessageBody())
        {
            MessageId = $"{message.Id}@{from.Domain}",
            Date = message.Date,
        };
        if (message.Unsubscribe is { } stop)
        {
            mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{stop.AbsoluteUri}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return mail;
    }
}
