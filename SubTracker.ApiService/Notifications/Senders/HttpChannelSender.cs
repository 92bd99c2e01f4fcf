using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.Contracts;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications.Senders;

/// <summary>A service that takes one HTTP request a message: what differs is the request.</summary>
internal abstract class HttpChannelSender(OutgoingHttp http) : IChannelSender
{
    public abstract ChannelType Type { get; }

    /// <summary>What the channel's owner can do where the service refuses for good.</summary>
    protected abstract string Advice { get; }

    public async Task SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        using var request = Compose(channel, notification);
        if (ServiceAnswer.Refusal(channel, await http.SendAsync(request, cancellationToken), Advice) is { } refusal)
            throw refusal;
    }

    protected abstract HttpRequestMessage Compose(Channel channel, Notification notification);

    protected static string Written(JsonNode body) => body.ToJsonString(ContractJson.Options);

    protected static HttpRequestMessage Post(string url, JsonNode body) => Post(url, Written(body));

    protected static HttpRequestMessage Post(string url, string json) => new(HttpMethod.Post, url)
    {
        Content = new StringContent(json, Encoding.UTF8, "application/json"),
    };

    /// <summary>A number where one is set, else nothing: the service has its own default.</summary>
    protected static void SetNumber(JsonObject body, string name, string? value)
    {
        if (value is not null)
            body[name] = int.Parse(value, CultureInfo.InvariantCulture);
    }

    protected static string Server(Channel channel) => channel.Required("server").TrimEnd('/');
}
