using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications.Senders;

/// <summary>https://docs.discord.com/developers/resources/webhook#execute-webhook</summary>
internal sealed partial class DiscordSender(OutgoingHttp http) : HttpChannelSender(http)
{
    private const int TitleLength = 256;
    private const int DescriptionLength = 4096;

    public override ChannelType Type => ChannelType.Discord;

    protected override string Advice => "The webhook may have been deleted: copy its address from Discord again.";

    protected override HttpRequestMessage Compose(Channel channel, Notification notification) => Post(channel.Required("url"), new JsonObject
    {
        ["username"] = "SubTracker",
        ["embeds"] = new JsonArray(new JsonObject
        {
            ["title"] = Wording.Fit(MailBody.OneLine(notification.Subject), TitleLength, Escaped),
            ["description"] = Wording.Body(notification, DescriptionLength, Escaped, link => $"[{Escaped(link.Label)}]({link.Url.AbsoluteUri})"),
            ["timestamp"] = notification.Date,
        }),
        // Nobody is pinged by what somebody has named a subscription.
        ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray() },
    });

    private static string Escaped(string text) => Markup().Replace(text, @"\$0");

    [GeneratedRegex(@"[\\`*_~|>#\[\]()<@:-]")]
    private static partial Regex Markup();
}
