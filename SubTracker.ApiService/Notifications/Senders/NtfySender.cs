using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications.Senders;

/// <summary>https://docs.ntfy.sh/publish/#publish-as-json</summary>
internal sealed class NtfySender(OutgoingHttp http) : HttpChannelSender(http)
{
    // A longer message becomes an attachment.
    private const int MessageBytes = 4096;
    private const int Actions = 3;

    public override ChannelType Type => ChannelType.Ntfy;

    protected override string Advice => "See whether the server is right and the access token may write to this topic.";

    protected override HttpRequestMessage Compose(Channel channel, Notification notification)
    {
        var body = new JsonObject
        {
            ["topic"] = channel.Required("topic"),
            ["title"] = MailBody.OneLine(notification.Subject),
            ["message"] = Wording.CutBytes(Wording.Said(notification), MessageBytes),
            ["sequence_id"] = Sequence(notification.Id),
        };
        if (notification.Links is [var first, ..])
        {
            body["click"] = first.Url.AbsoluteUri;
            body["actions"] = new JsonArray([.. notification.Links.Take(Actions).Select(
                link => new JsonObject { ["action"] = "view", ["label"] = link.Label, ["url"] = link.Url.AbsoluteUri })]);
        }
        SetNumber(body, "priority", channel.Setting("priority"));
        var request = Post(Server(channel), body);
        if (channel.Setting("token") is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    /// <summary>Of two messages of one sequence the second replaces the first; at most 64 characters (server 2.16, ignored by older ones).</summary>
    public static string Sequence(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
}
