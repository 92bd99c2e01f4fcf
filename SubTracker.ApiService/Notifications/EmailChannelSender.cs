using MailKit.Net.Smtp;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications;

/// <summary>A notification as a mail, over the installation's mail server or into the outbox.</summary>
internal sealed class EmailChannelSender(IEmailSender email) : IChannelSender
{
    public ChannelType Type => ChannelType.Email;

    public async Task SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            await email.SendAsync(
                new(notification.Id, notification.UserId, notification.ToName, channel.Required("address"),
                    MailBody.OneLine(notification.Subject), MailBody.Text(notification), MailBody.Html(notification), notification.Date,
                    notification.Unsubscribe),
                cancellationToken);
        }
        catch (SmtpCommandException refused) when (refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted)
        {
            // 4xx is "not now" (greylisting, a full mailbox), 5xx is "not at all".
            throw new ChannelException($"The mail server refuses {channel.Required("address")}: {refused.Message}", refused)
            {
                IsPermanent = (int)refused.StatusCode >= 500,
            };
        }
        catch (Exception trouble) when (trouble is not (OperationCanceledException or ChannelException))
        {
            throw new ChannelException($"The mail server did not take the message: {trouble.Message}", trouble) { IsInstallation = true };
        }
    }
}
