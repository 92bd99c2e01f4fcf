using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.ApiService.Notifications.Senders;
using SubTracker.Contracts.Notifications;
using SubTracker.Tests.Platform;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Notifications;

/// <summary>Each service is asked exactly as it documents it: verb, path, headers, body.</summary>
public sealed class ServiceRequestTests : IAsyncLifetime
{
    private const string Token = "a-token-nobody-sees";

    private static readonly Notification s_notification = new(
        "sub-renewal-20260320-7-channel", "ada", "reminder.renewal", "Tom & <Jerry> renews in 7 days",
        ["Tom & <Jerry> renews on *Friday*.", "It costs 15.99 EUR."], Some.Now)
    {
        Links = [new("Open it", new("https://example.org/s/1?a=1&b=2")), new("I cancelled it", new("https://example.org/s/1/cancelled"))],
        Data = new JsonObject { ["price"] = 15.99m },
    };

    private readonly FakeTimeProvider _clock = new(Some.Now);
    private HttpReceiver _receiver = null!;
    private OutgoingHttp _http = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await HttpReceiver.StartAsync();
        _http = new(new OutgoingGuard(Options.Create(new OutgoingOptions { AllowedHosts = [_receiver.Address.Authority] })), _clock);
    }

    [Fact]
    public async Task A_webhook_is_signed_over_time_and_body_and_carries_the_id_as_its_key()
    {
        var url = $"{_receiver.Url}/hook?tenant=7";
        var request = await SendAsync(new WebhookSender(_http, _clock), new() { ["url"] = url, ["secret"] = "0123456789abcdef" });
        Assert.Equal(("POST", "/hook?tenant=7"), (request.Method, request.Path));
        Assert.Equal("sub-renewal-20260320-7-channel", request.Headers["Idempotency-Key"]);
        Assert.Equal("reminder.renewal", request.Headers["SubTracker-Event"]);
        Assert.Equal("application/json; charset=utf-8", request.Headers["Content-Type"]);
        Assert.Equal(WebhookSender.Signature("0123456789abcdef", Some.Now, request.Body), request.Headers["SubTracker-Signature"]);
        JsonEqual(
            """
            { "id": "sub-renewal-20260320-7-channel", "event": "reminder.renewal", "createdAt": "2026-03-01T12:00:00+00:00",
              "subject": "Tom & <Jerry> renews in 7 days", "text": "Tom & <Jerry> renews on *Friday*.\n\nIt costs 15.99 EUR.",
              "links": [ { "label": "Open it", "url": "https://example.org/s/1?a=1&b=2" },
                         { "label": "I cancelled it", "url": "https://example.org/s/1/cancelled" } ],
              "data": { "price": 15.99 } }
            """, request.Body);
    }

    [Fact]
    public void A_signature_is_what_any_other_language_computes() =>
        // printf '1772366400.{"id":"x"}' | openssl dgst -sha256 -hmac 0123456789abcdef
        Assert.Equal(
            "t=1772366400,v1=a2c86a78ffd538dcd78413b87b4bb40dcb5e53fefe30e32a160225bfb1f7a597",
            WebhookSender.Signature("0123456789abcdef", Some.Now, """{"id":"x"}"""));

    [Fact]
    public async Task Ntfy_is_published_to_as_json_and_a_repeated_message_replaces_itself()
    {
        var request = await SendAsync(new NtfySender(_http), new() { ["server"] = _receiver.Url + "/", ["topic"] = "ada-subs", ["token"] = Token, ["priority"] = "4" });
        Assert.Equal(("POST", "/", $"Bearer {Token}"), (request.Method, request.Path, request.Headers["Authorization"]));
        JsonEqual(
            $$"""
            { "topic": "ada-subs", "title": "Tom & <Jerry> renews in 7 days",
              "message": "Tom & <Jerry> renews on *Friday*.\n\nIt costs 15.99 EUR.", "sequence_id": "{{NtfySender.Sequence(s_notification.Id)}}",
              "click": "https://example.org/s/1?a=1&b=2", "priority": 4,
              "actions": [ { "action": "view", "label": "Open it", "url": "https://example.org/s/1?a=1&b=2" },
                           { "action": "view", "label": "I cancelled it", "url": "https://example.org/s/1/cancelled" } ] }
            """, request.Body);
        Assert.Matches("^[-_A-Za-z0-9]{1,64}$", NtfySender.Sequence(s_notification.Id));
    }

    [Fact]
    public async Task Telegram_s_sendMessage_gets_html()
    {
        var services = Options.Create(new ServiceOptions { Telegram = _receiver.Url });
        var request = await SendAsync(new TelegramSender(_http, services), new() { ["token"] = "123456:ABC", ["chatId"] = "-100200" });
        Assert.Equal(("POST", "/bot123456:ABC/sendMessage"), (request.Method, request.Path));
        JsonEqual(
            """
            { "chat_id": "-100200", "parse_mode": "HTML", "link_preview_options": { "is_disabled": true },
              "text": "<b>Tom &amp; &lt;Jerry&gt; renews in 7 days</b>\n\nTom &amp; &lt;Jerry&gt; renews on *Friday*.\n\nIt costs 15.99 EUR.\n\n<a href=\"https://example.org/s/1?a=1&amp;b=2\">Open it</a>\n<a href=\"https://example.org/s/1/cancelled\">I cancelled it</a>" }
            """, request.Body);
    }

    [Fact]
    public async Task Discord_s_webhook_gets_an_embed_that_pings_nobody()
    {
        var request = await SendAsync(new DiscordSender(_http), new() { ["url"] = $"{_receiver.Url}/api/webhooks/1/abc" });
        Assert.Equal(("POST", "/api/webhooks/1/abc"), (request.Method, request.Path));
        JsonEqual(
            """
            { "username": "SubTracker", "allowed_mentions": { "parse": [] },
              "embeds": [ { "title": "Tom & \\<Jerry\\> renews in 7 days", "timestamp": "2026-03-01T12:00:00+00:00",
                "description": "Tom & \\<Jerry\\> renews on \\*Friday\\*.\n\nIt costs 15.99 EUR.\n\n[Open it](https://example.org/s/1?a=1&b=2)\n[I cancelled it](https://example.org/s/1/cancelled)" } ] }
            """, request.Body);
    }

    [Fact]
    public async Task Slack_s_webhook_gets_escaped_text()
    {
        var request = await SendAsync(new SlackSender(_http), new() { ["url"] = $"{_receiver.Url}/services/T0/B0/xyz" });
        Assert.Equal(("POST", "/services/T0/B0/xyz"), (request.Method, request.Path));
        JsonEqual(
            """
            { "text": "*Tom &amp; &lt;Jerry&gt; renews in 7 days*\n\nTom &amp; &lt;Jerry&gt; renews on *Friday*.\n\nIt costs 15.99 EUR.\n\n<https://example.org/s/1?a=1&b=2|Open it>\n<https://example.org/s/1/cancelled|I cancelled it>" }
            """, request.Body);
    }

    [Fact]
    public async Task Gotify_gets_a_message_under_its_application_s_key()
    {
        var request = await SendAsync(new GotifySender(_http), new() { ["server"] = $"{_receiver.Url}/gotify/", ["token"] = Token, ["priority"] = "8" });
        Assert.Equal(("POST", "/gotify/message", Token), (request.Method, request.Path, request.Headers["X-Gotify-Key"]));
        JsonEqual(
            """
            { "title": "Tom & <Jerry> renews in 7 days", "priority": 8,
              "message": "Tom & <Jerry> renews on *Friday*.\n\nIt costs 15.99 EUR.\n\nOpen it: https://example.org/s/1?a=1&b=2\nI cancelled it: https://example.org/s/1/cancelled",
              "extras": { "client::notification": { "click": { "url": "https://example.org/s/1?a=1&b=2" } } } }
            """, request.Body);
    }

    [Fact]
    public async Task Pushover_gets_a_form()
    {
        var services = Options.Create(new ServiceOptions { Pushover = _receiver.Url });
        var request = await SendAsync(new PushoverSender(_http, services), new() { ["token"] = "app", ["user"] = "key", ["device"] = "phone" });
        Assert.Equal(("POST", "/1/messages.json"), (request.Method, request.Path));
        Assert.Equal("application/x-www-form-urlencoded", request.Headers["Content-Type"]);
        var form = request.Body.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')));
        Assert.Equal(new Dictionary<string, string>
        {
            ["token"] = "app",
            ["user"] = "key",
            ["device"] = "phone",
            ["title"] = "Tom & <Jerry> renews in 7 days",
            ["message"] = "Tom & <Jerry> renews on *Friday*.\n\nIt costs 15.99 EUR.",
            ["timestamp"] = "1772366400",
            ["url"] = "https://example.org/s/1?a=1&b=2",
            ["url_title"] = "Open it",
        }, form);
    }

    [Fact]
    public async Task Matrix_gets_an_event_whose_transaction_is_the_id()
    {
        var request = await SendAsync(new MatrixSender(_http), new() { ["server"] = _receiver.Url, ["token"] = Token, ["roomId"] = "!room:example.org" });
        Assert.Equal("PUT", request.Method);
        Assert.Equal("/_matrix/client/v3/rooms/!room:example.org/send/m.room.message/sub-renewal-20260320-7-channel", Uri.UnescapeDataString(request.Path));
        Assert.Equal($"Bearer {Token}", request.Headers["Authorization"]);
        JsonEqual(
            """
            { "msgtype": "m.text", "format": "org.matrix.custom.html",
              "body": "Tom & <Jerry> renews in 7 days\n\nTom & <Jerry> renews on *Friday*.\n\nIt costs 15.99 EUR.\n\nOpen it: https://example.org/s/1?a=1&b=2\nI cancelled it: https://example.org/s/1/cancelled",
              "formatted_body": "<p><strong>Tom &amp; &lt;Jerry&gt; renews in 7 days</strong></p><p>Tom &amp; &lt;Jerry&gt; renews on *Friday*.</p><p>It costs 15.99 EUR.</p>\n\n<p><a href=\"https://example.org/s/1?a=1&amp;b=2\">Open it</a></p>\n<p><a href=\"https://example.org/s/1/cancelled\">I cancelled it</a></p>" }
            """, request.Body);
    }

    [Theory]
    [InlineData(ChannelType.Ntfy)]
    [InlineData(ChannelType.Telegram)]
    [InlineData(ChannelType.Discord)]
    [InlineData(ChannelType.Slack)]
    [InlineData(ChannelType.Pushover)]
    public async Task A_message_too_long_for_a_service_is_cut_and_keeps_its_links(ChannelType type)
    {
        var endless = string.Concat(Enumerable.Repeat("* € 😀 & ", 2000));
        var request = await SendAsync(Sender(type), Settings(type), s_notification with { Subject = endless, Paragraphs = [endless] });
        if (type == ChannelType.Pushover)
        {
            Assert.Contains("url=https", request.Body, StringComparison.Ordinal);
            Assert.InRange(Uri.UnescapeDataString(request.Body.Split("message=")[1].Split('&')[0].Replace('+', ' ')).Length, 1000, 1024);
            return;
        }
        var json = JsonNode.Parse(request.Body)!;
        Assert.Contains("https://example.org/s/1/cancelled", request.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\uFFFD", request.Body, StringComparison.Ordinal);
        var (text, most) = type switch
        {
            ChannelType.Ntfy => (System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes((string)json["message"]!)), 4096),
            ChannelType.Telegram => (System.Net.WebUtility.HtmlDecode((string)json["text"]!), 4096 + 150), // the markup is not counted
            ChannelType.Discord => ((string)json["embeds"]![0]!["description"]!, 4096),
            _ => ((string)json["text"]!, 4000),
        };
        var length = type == ChannelType.Ntfy ? System.Text.Encoding.UTF8.GetByteCount(text) : text.Length;
        Assert.InRange(length, most / 2, most);
        if (type == ChannelType.Discord)
            Assert.InRange(((string)json["embeds"]![0]!["title"]!).Length, 128, 256);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _receiver.DisposeAsync();
    }

    private HttpChannelSender Sender(ChannelType type) => type switch
    {
        ChannelType.Ntfy => new NtfySender(_http),
        ChannelType.Telegram => new TelegramSender(_http, Options.Create(new ServiceOptions { Telegram = _receiver.Url })),
        ChannelType.Discord => new DiscordSender(_http),
        ChannelType.Slack => new SlackSender(_http),
        _ => new PushoverSender(_http, Options.Create(new ServiceOptions { Pushover = _receiver.Url })),
    };

    private Dictionary<string, string> Settings(ChannelType type) => type switch
    {
        ChannelType.Ntfy => new() { ["server"] = _receiver.Url, ["topic"] = "t" },
        ChannelType.Telegram => new() { ["token"] = "1:a", ["chatId"] = "1" },
        ChannelType.Pushover => new() { ["token"] = "app", ["user"] = "key" },
        _ => new() { ["url"] = $"{_receiver.Url}/api/webhooks/1/abc" },
    };

    private async Task<ReceivedRequest> SendAsync(HttpChannelSender sender, Dictionary<string, string> settings, Notification? notification = null)
    {
        await sender.SendAsync(
            Some.Channel("channel") with { Type = sender.Type, Settings = settings }, notification ?? s_notification, TestContext.Current.CancellationToken);
        return Assert.Single(_receiver.Requests);
    }

    private static void JsonEqual(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected {expected}\nbut it was {actual}");
}
