namespace SubTracker.ApiService.Notifications;

/// <summary>Where no mail server is configured: the message lies in its owner's outbox and is not sent later.</summary>
internal sealed class OutboxEmailSender(IOutboxStore outbox) : IEmailSender
{
    public Task SendAsync(EmailMessage message, CancellationToken cancellationToken) => outbox.AddAsync(message, cancellationToken);
}
