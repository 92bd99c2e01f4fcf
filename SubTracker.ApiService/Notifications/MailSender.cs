using Microsoft.Extensions.Options;
using MimeKit;
using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Notifications;

/// <summary>Who mail comes from: whom an administrator has named, or the server's configuration.</summary>
internal sealed class MailSender(IOptions<EmailOptions> options, ISettingsStore settings, TimeProvider clock)
{
    /// <summary>How long other replicas go on with the one before; a mail each is no reason to ask the database.</summary>
    private static readonly TimeSpan s_keptFor = TimeSpan.FromSeconds(30);

    private readonly MailboxAddress _configured = MailboxAddress.Parse(options.Value.From);
    private Read? _read;

    /// <summary>What a Message-ID ends with. Not the named sender's: a mail that is tried again is the same, whoever it comes from by now.</summary>
    public string Domain => _configured.Domain;

    public async ValueTask<MailboxAddress> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (Volatile.Read(ref _read) is { } read && now - read.At < s_keptFor && read.At <= now)
            return read.Sender;
        var named = (await settings.ReadAsync(cancellationToken)).Sender;
        var sender = named is not null && EmailOptions.IsSender(named) ? MailboxAddress.Parse(named) : _configured;
        Volatile.Write(ref _read, new(sender, now));
        return sender;
    }

    /// <summary>It has been changed here: the next mail comes from the new one.</summary>
    public void Forget() => Volatile.Write(ref _read, null);

    private sealed record Read(MailboxAddress Sender, DateTimeOffset At);
}
