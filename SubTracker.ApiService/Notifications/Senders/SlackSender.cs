using System.Text.Json.Nodes;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications.Senders;

/// <summary>https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks; Mattermost and Rocket.Chat take the same.</summary>
internal sealed class SlackSender(OutgoingHttp http) : HttpChannelSender(http)
{
    // What Slack advises; from 40,000 on it cuts.
    private const int TextLength = 4000;

    public override ChannelType Type => ChannelType.Slack;

    protected override string Advice => "The webhook may have been revoked or its channel archived: create it anew in Slack.";

    protected override HttpRequestMessage Compose(Channel channel, Notification notification)
    {
        var subject = Wording.Fit(MailBody.OneLine(notification.Subject), 300, Escaped);
        var body = Wording.Body(notification, TextLength - subject.Length - 4, Escaped, link => $"<{link.Url.AbsoluteUri}|{Escaped(link.Label)}>");
        return Post(channel.Required("url"), new JsonObject { ["text"] = $"*{subject}*\n\n{body}" });
    }

    /// <summary>The three characters that Slack asks to be escaped.</summary>
    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
