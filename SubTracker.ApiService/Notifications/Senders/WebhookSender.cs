using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications.Senders;

/// <summary>Posts to an address of its owner's, signed so that the receiver can tell who it is from and that nobody repeats it much later.</summary>
internal sealed class WebhookSender(OutgoingHttp http, TimeProvider clock) : HttpChannelSender(http)
{
    public override ChannelType Type => ChannelType.Webhook;

    protected override string Advice => "See whether the address is still right and the receiver knows the signing secret.";

    protected override HttpRequestMessage Compose(Channel channel, Notification notification)
    {
        var body = new JsonObject
        {
            ["id"] = notification.Id,
            ["event"] = notification.Event,
            ["createdAt"] = notification.Date,
            ["subject"] = notification.Subject,
            ["text"] = Wording.Said(notification),
            ["links"] = new JsonArray([.. notification.Links.Select(link => new JsonObject { ["label"] = link.Label, ["url"] = link.Url.AbsoluteUri })]),
            ["data"] = notification.Data.DeepClone(),
        };
        var text = Written(body);
        var request = Post(channel.Required("url"), text);
        request.Headers.Add("Idempotency-Key", notification.Id);
        request.Headers.Add("SubTracker-Event", notification.Event);
        request.Headers.Add("SubTracker-Signature", Signature(channel.Required("secret"), clock.GetUtcNow(), text));
        return request;
    }

    /// <summary><c>t=…,v1=…</c>: seconds since 1970, and the HMAC-SHA256 of <c>t.body</c> in hexadecimal.</summary>
    public static string Signature(string secret, DateTimeOffset now, string body)
    {
        var signed = Encoding.UTF8.GetBytes($"{now.ToUnixTimeSeconds()}.{body}");
        return $"t={now.ToUnixTimeSeconds()},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }
}
