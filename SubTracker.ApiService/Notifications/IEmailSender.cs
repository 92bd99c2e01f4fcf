namespace SubTracker.ApiService.Notifications;

/// <summary>Sends one message; a mail server, or the outbox where none is configured, lies behind it.</summary>
internal interface IEmailSender
{
    /// <summary>Returns when the server has taken the message over.</summary>
    /// <exception cref="Exception">It has not, or nobody knows; the same message may be sent again under its Message-ID.</exception>
    Task SendAsync(EmailMessage message, CancellationToken cancellationToken);
}

/// <param name="Id">Stable over every attempt; becomes the Message-ID, by which a mailbox drops the double.</param>
/// <param name="UserId">Whose message it is: the owner of the outbox it may land in.</param>
/// <param name="Unsubscribe">Stops messages of this kind; a mailbox offers it beside the sender's name and POSTs to it (RFC 2369, RFC 8058).</param>
internal sealed record EmailMessage(
    string Id, string UserId, string ToName, string ToAddress, string Subject, string Text, string Html, DateTimeOffset Date, Uri? Unsubscribe = null);
