using System.ComponentModel.DataAnnotations;
using MailKit.Security;

namespace SubTracker.ApiService.Notifications;

/// <summary>Section <c>Email</c>: the SMTP server. Without a host, reminders land in their owner's outbox.</summary>
internal sealed class EmailOptions : IValidatableObject
{
    public string? Host { get; init; }

    [Range(1, 65535, ErrorMessage = "Email:Port lies between 1 and 65535.")]
    public int Port { get; init; } = 587;

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>None, Auto, SslOnConnect, StartTls or StartTlsWhenAvailable.</summary>
    public SecureSocketOptions Security { get; init; } = SecureSocketOptions.Auto;

    [Range(1, 100, ErrorMessage = "Email:Connections lies between 1 and 100.")]
    public int Connections { get; init; } = 8;

    public string From { get; init; } = "SubTracker <subtracker@localhost>";

    /// <summary>Exactly one mailbox, with or without a name; its domain may be without a dot, for a mail server in the own network.</summary>
    public static bool IsSender(string text) =>
        !text.Any(char.IsControl) && MimeKit.MailboxAddress.TryParse(text, out var mailbox)
        && mailbox.Address.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !mailbox.Address.Any(char.IsWhiteSpace);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsSender(From))
            yield return new("Email:From is an address, such as SubTracker <subtracker@example.org>.", [nameof(From)]);
    }
}
