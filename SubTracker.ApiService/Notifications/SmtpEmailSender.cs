using MimeKit;

namespace SubTracker.ApiService.Notifications;

/// <summary>Sends over SMTP by MailKit.</summary>
internal sealed class SmtpEmailSender(MailSender sender, SmtpConnections connections) : IEmailSender
{
    public async Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        using var mail = Compose(message, await sender.ReadAsync(cancellationToken));
        await connections.UseAsync((client, either) => client.SendAsync(mail, either), cancellationToken);
    }

    private MimeMessage Compose(EmailMessage message, MailboxAddress from)
    {
        var body = new BodyBuilder { TextBody = message.Text, HtmlBody = message.Html };
        var mail = new MimeMessage([from], [new MailboxAddress(message.ToName, message.ToAddress)], message.Subject, body.ToMessageBody())
        {
            MessageId = $"{message.Id}@{sender.Domain}",
            Date = message.Date,
        };
        // Out-of-office answers to a reminder help nobody (RFC 3834).
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (message.Unsubscribe is { } stop)
        {
            mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{stop.AbsoluteUri}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return mail;
    }
}
