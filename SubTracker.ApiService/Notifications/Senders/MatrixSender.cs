using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications.Senders;

/// <summary>https://spec.matrix.org/latest/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid; its transaction id makes a double none.</summary>
internal sealed class MatrixSender(OutgoingHttp http) : HttpChannelSender(http)
{
    // An event has at most 65,536 bytes, both forms and the envelope together.
    private const int BodyLength = 4000;

    public override ChannelType Type => ChannelType.Matrix;

    protected override string Advice => "See whether the access token still holds and its account is in the room.";

    protected override HttpRequestMessage Compose(Channel channel, Notification notification)
    {
        var subject = Wording.Cut(MailBody.OneLine(notification.Subject), 300);
        var html = Wording.Body(notification, BodyLength * 2, Paragraphs, link => $"<p><a href=\"{Wording.Html(link.Url.AbsoluteUri)}\">{Wording.Html(link.Label)}</a></p>");
        var path = $"rooms/{Uri.EscapeDataString(channel.Required("roomId"))}/send/m.room.message/{Uri.EscapeDataString(notification.Id)}";
        var request = Post($"{Server(channel)}/_matrix/client/v3/{path}", new JsonObject
        {
            ["msgtype"] = "m.text",
            ["body"] = $"{subject}\n\n{Wording.Body(notification, BodyLength)}",
            ["format"] = "org.matrix.custom.html",
            ["formatted_body"] = $"<p><strong>{Wording.Html(subject)}</strong></p>{html}",
        });
        request.Method = HttpMethod.Put;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", channel.Required("token"));
        return request;
    }

    private static string Paragraphs(string text) =>
        string.Concat(text.Split("\n\n").Select(paragraph => $"<p>{Wording.Html(paragraph).Replace("\n", "<br>", StringComparison.Ordinal)}</p>"));
}
