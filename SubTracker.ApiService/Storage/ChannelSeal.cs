using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;
using SubTracker.ApiService.Notifications;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Storage;

/// <summary>Encrypts what is secret in a channel's settings before an engine writes it, and decrypts it when it is read.</summary>
/// <param name="keys">Where the keys are kept. They are the API's own: the cookies' are the web's.</param>
internal sealed partial class ChannelSeal(IXmlRepository keys, KeyCertificate? certificate = null, ILogger<ChannelSeal>? logger = null)
{
    /// <summary>A secret that lacks it was stored before there was a seal. It is read as it is, and sealed with the next write.</summary>
    private const string Mark = "sealed:";

    private readonly ILogger _logger = logger ?? NullLogger<ChannelSeal>.Instance;
    private IDataProtector? _protector;

    private IDataProtector Protector => _protector ?? Renew();

    public Channel Seal(Channel channel) => Changed(channel, (_, secret) => Mark + Protector.Protect(secret));

    /// <summary>Without the secrets whose key is lost: their owner is asked for them again.</summary>
    public Channel Open(Channel stored) => Changed(stored, (name, secret) =>
    {
        if (!secret.StartsWith(Mark, StringComparison.Ordinal))
            return secret;
        var text = secret[Mark.Length..];
        // Another replica may have made a key since ours were read.
        if ((Unprotect(Protector, text) ?? Unprotect(Renew(), text)) is { } opened)
            return opened;
        LogLost(name, stored.Id);
        return null;
    });

    private static Channel Changed(Channel channel, Func<string, string, string?> change)
    {
        var settings = channel.Settings.ToDictionary();
        foreach (var field in ChannelFields.Of(channel.Type).Where(field => field.Secret))
        {
            if (!settings.Remove(field.Name, out var secret))
                continue;
            if (change(field.Name, secret) is { } changed)
                settings.Add(field.Name, changed);
        }
        return channel with { Settings = settings };
    }

    private static string? Unprotect(IDataProtector protector, string text)
    {
        try
        {
            return protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Renew()
    {
        // Data protection would report a database that is away as a secret that cannot be read: whether the keys are there is asked first.
        keys.GetAllElements();
        var services = new ServiceCollection();
        var protection = services.AddDataProtection().SetApplicationName("SubTracker");
        if (certificate is not null)
            protection.ProtectKeysWithCertificate(certificate.Certificate);
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = keys);
        return _protector = services.BuildServiceProvider().GetDataProtector("Channels");
    }

    [LoggerMessage(LogLevel.Error, "The setting {Setting} of channel {ChannelId} cannot be decrypted: the key that it was sealed with is not there")]
    private partial void LogLost(string setting, string channelId);
}
