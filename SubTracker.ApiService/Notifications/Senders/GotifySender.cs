using System.Text.Json.Nodes;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications.Senders;

/// <summary>https://gotify.net/docs/pushmsg and https://gotify.net/docs/msgextras</summary>
internal sealed class GotifySender(OutgoingHttp http) : HttpChannelSender(http)
{
    // Gotify has no limit of its own; a phone's notification does.
    private const int MessageLength = 4000;

    public override ChannelType Type => ChannelType.Gotify;

    protected override string Advice => "See whether the server is right and the application still exists in Gotify.";

    protected override HttpRequestMessage Compose(Channel channel, Notification notification)
    {
        var body = new JsonObject
        {
            ["title"] = MailBody.OneLine(notification.Subject),
            ["message"] = Wording.Body(notification, MessageLength),
        };
        SetNumber(body, "priority", channel.Setting("priority"));
        if (notification.Links is [var first, ..])
            body["extras"] = new JsonObject { ["client::notification"] = new JsonObject { ["click"] = new JsonObject { ["url"] = first.Url.AbsoluteUri } } };
        var request = Post($"{Server(channel)}/message", body);
        request.Headers.Add("X-Gotify-Key", channel.Required("token"));
        return request;
    }
}
