using System.Globalization;
using Microsoft.Extensions.Options;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications.Senders;

/// <summary>https://pushover.net/api</summary>
internal sealed class PushoverSender(OutgoingHttp http, IOptions<ServiceOptions> services) : HttpChannelSender(http)
{
    private const int MessageLength = 1024;
    private const int TitleLength = 250;
    private const int UrlLength = 512;
    private const int UrlTitleLength = 100;

    public override ChannelType Type => ChannelType.Pushover;

    protected override string Advice => "See whether the application token and the user key are right.";

    protected override HttpRequestMessage Compose(Channel channel, Notification notification)
    {
        var body = new Dictionary<string, string>
        {
            ["token"] = channel.Required("token"),
            ["user"] = channel.Required("user"),
            ["title"] = Wording.Cut(MailBody.OneLine(notification.Subject), TitleLength),
            ["message"] = Wording.Cut(Wording.Said(notification), MessageLength),
            ["timestamp"] = notification.Date.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        if (channel.Setting("device") is { } device)
            body["device"] = device;
        // It takes one; the page behind it has the others.
        if (notification.Links.FirstOrDefault(link => link.Url.AbsoluteUri.Length <= UrlLength) is { } first)
        {
            body["url"] = first.Url.AbsoluteUri;
            body["url_title"] = Wording.Cut(first.Label, UrlTitleLength);
        }
        return new(HttpMethod.Post, $"{services.Value.Pushover.TrimEnd('/')}/1/messages.json") { Content = new FormUrlEncodedContent(body) };
    }
}
