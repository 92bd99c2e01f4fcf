using System.ComponentModel.DataAnnotations;

namespace SubTracker.ApiService.Notifications.Senders;

/// <summary>Section <c>Channels</c>: the services that live at one address for everybody, or at one's own (a local Bot API server).</summary>
internal sealed class ServiceOptions
{
    [Url(ErrorMessage = "Channels:Telegram is the address of a Bot API server, such as https://api.telegram.org.")]
    public string Telegram { get; init; } = "https://api.telegram.org";

    [Url(ErrorMessage = "Channels:Pushover is an address such as https://api.pushover.net.")]
    public string Pushover { get; init; } = "https://api.pushover.net";
}
