using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications.Senders;

/// <summary>https://core.telegram.org/bots/api#sendmessage</summary>
internal sealed class TelegramSender(OutgoingHttp http, IOptions<ServiceOptions> services) : HttpChannelSender(http)
{
    // Counted by Telegram without the markup.
    private const int TextLength = 4096;

    public override ChannelType Type => ChannelType.Telegram;

    protected override string Advice => "See whether the bot token and the chat id are right, and write to the bot once so that it may answer.";

    protected override HttpRequestMessage Compose(Channel channel, Notification notification)
    {
        var subject = Wording.Cut(MailBody.OneLine(notification.Subject), 300);
        // Links, and no buttons: Telegram refuses a button to an address that only the owner's network knows, and the message with it.
        var body = Wording.Body(notification, TextLength - subject.Length - 2, Wording.Html, link => $"<a href=\"{Wording.Html(link.Url.AbsoluteUri)}\">{Wording.Html(link.Label)}</a>");
        return Post($"{services.Value.Telegram.TrimEnd('/')}/bot{channel.Required("token")}/sendMessage", new JsonObject
        {
            ["chat_id"] = channel.Required("chatId"),
            ["text"] = $"<b>{Wording.Html(subject)}</b>\n\n{body}",
            ["parse_mode"] = "HTML",
            ["link_preview_options"] = new JsonObject { ["is_disabled"] = true },
        });
    }
}
