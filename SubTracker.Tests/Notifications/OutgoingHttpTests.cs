using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.ApiService.Notifications.Senders;
using SubTracker.Tests.Platform;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Notifications;

/// <summary>Servers that misbehave, and addresses that nobody may be sent to. The receiver is on the allow-list unless a test says otherwise.</summary>
public sealed class OutgoingHttpTests : IAsyncLifetime
{
    private const string Secret = "0123456789-very-secret";

    private static readonly Notification s_notification = new("id", "ada", "test", "Subject", ["Text"], Some.Now);

    private readonly FakeTimeProvider _clock = new(Some.Now);
    private HttpReceiver _receiver = null!;
    private OutgoingHttp _http = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _receiver = await HttpReceiver.StartAsync();
        _http = Http(_receiver.Address.Authority);
    }

    [Fact]
    public async Task What_is_not_on_the_allow_list_sees_no_request()
    {
        using var http = Http("elsewhere.example.org");
        var refused = await RefusedAsync(_receiver.Url, http);
        Assert.True(refused.IsPermanent);
        Assert.Contains("Outgoing__AllowedHosts", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_receiver.Requests);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("0.0.0.0")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("169.254.169.254")]
    public async Task No_spelling_of_a_private_address_is_connected_to(string host)
    {
        using var http = Http("elsewhere.example.org");
        var refused = await RefusedAsync($"http://{host}:{_receiver.Address.Port}/", http);
        Assert.True(refused.IsPermanent, refused.Message);
        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public async Task A_network_can_be_allowed()
    {
        using var http = Http("127.0.0.0/8");
        await SendAsync(_receiver.Url, http);
        Assert.Single(_receiver.Requests);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed_and_where_it_leads_sees_no_request(int status)
    {
        await using var hidden = await HttpReceiver.StartAsync();
        _receiver.AnswerWith(status, "", ("Location", $"{hidden.Url}/admin?token=1"));
        var refused = await RefusedAsync(_receiver.Url);
        Assert.True(refused.IsPermanent);
        Assert.Contains(hidden.Url, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("token", refused.Message, StringComparison.Ordinal);
        Assert.Empty(hidden.Requests);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    public async Task A_server_in_trouble_is_tried_again(int status)
    {
        _receiver.AnswerWith(status, "out of\norder");
        var refused = await RefusedAsync(_receiver.Url);
        Assert.False(refused.IsPermanent);
        Assert.Equal($"Webhook answered {status}: out of order", refused.Message);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_server_that_refuses_for_good_says_what_to_do(int status)
    {
        _receiver.AnswerWith(status, $"wrong secret {Secret}");
        var refused = await RefusedAsync(_receiver.Url);
        Assert.True(refused.IsPermanent);
        Assert.Contains("See whether the address is still right", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith($"It answered {status}: wrong secret …", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Retry-After", "120", "", 120)]
    [InlineData("Retry-After", "Sun, 01 Mar 2026 12:05:00 GMT", "", 300)]
    [InlineData("X-None", "", """{"ok":false,"parameters":{"retry_after":35}}""", 35)]
    [InlineData("X-None", "", """{"message":"slow down","retry_after":1.5,"global":false}""", 1.5)]
    [InlineData("X-None", "", """{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}""", 2.5)]
    [InlineData("Retry-After", "99999999", "", 86400)]
    public async Task Who_says_when_to_come_again_is_heard(string header, string value, string body, double seconds)
    {
        _receiver.AnswerWith(429, body, (header, value));
        var refused = await RefusedAsync(_receiver.Url);
        Assert.Equal((false, TimeSpan.FromSeconds(seconds)), (refused.IsPermanent, refused.RetryAfter));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("""{"retry_after":"soon","parameters":7}""")]
    public async Task Who_says_it_in_no_way_that_can_be_read_is_tried_as_usual(string body)
    {
        _receiver.AnswerWith(429, body);
        Assert.Null((await RefusedAsync(_receiver.Url)).RetryAfter);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_on()
    {
        _receiver.Hang();
        var sending = RefusedAsync(_receiver.Url);
        await _receiver.FirstAsync();
        _clock.Advance(OutgoingHttp.TakesAtMost - TimeSpan.FromMilliseconds(1));
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Contains("did not answer within 20 seconds", (await sending).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_it_drop_by_drop_is_given_up_on()
    {
        _receiver.Answer = async context =>
        {
            await context.Response.WriteAsync("a", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        var sending = RefusedAsync(_receiver.Url);
        await _receiver.FirstAsync();
        _clock.Advance(OutgoingHttp.TakesAtMost);
        Assert.Contains("did not answer", (await sending).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_gigabyte_the_beginning_is_read()
    {
        // A server of our own: a web server takes what is written behind the end of a connection, and counts it.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var http = Http($"{listener.LocalEndpoint}");
        var sending = SendAsync($"http://{listener.LocalEndpoint}", http);
        using var client = await listener.AcceptTcpClientAsync(Token);
        var block = new byte[1024 * 1024];
        long written = 0;
        try
        {
            await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40000000\r\n"u8.ToArray(), Token);
            for (; written < 1024L * block.Length; written += block.Length)
                await client.GetStream().WriteAsync(block, Token);
        }
        catch (IOException)
        {
            // What was to be seen.
        }
        await sending;
        Assert.InRange(written, 0, 64L * 1024 * 1024);
    }

    [Fact]
    public async Task Nobody_listening_is_tried_again()
    {
        var port = Ports.Free();
        using var http = Http("127.0.0.1");
        var refused = await RefusedAsync($"http://127.0.0.1:{port}", http);
        Assert.False(refused.IsPermanent);
        Assert.StartsWith("127.0.0.1 cannot be reached:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_cookie_is_given_back_and_no_trace_holds_the_address()
    {
        var traced = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traced.Add($"{activity.GetTagItem("url.full")}"),
        };
        ActivitySource.AddActivityListener(listener);
        _receiver.AnswerWith(200, "", ("Set-Cookie", "who=ada"));
        await SendAsync($"{_receiver.Url}/very-secret-path", _http);
        await SendAsync($"{_receiver.Url}/very-secret-path", _http);
        Assert.All(_receiver.Requests, request => Assert.False(request.Headers.ContainsKey("Cookie") || request.Headers.ContainsKey("traceparent")));
        Assert.DoesNotContain(traced.ToArray(), url => url.Contains("very-secret-path", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_slow_host_is_asked_by_a_few_at_once_and_holds_nobody_else_up()
    {
        await using var fast = await HttpReceiver.StartAsync();
        using var http = Http("127.0.0.0/8");
        _receiver.Hang();
        using var stop = new CancellationTokenSource();
        var slow = Enumerable.Range(0, 20).Select(_ => SendAsync(_receiver.Url, http, stop.Token)).ToList();
        await _receiver.FirstAsync();
        await SendAsync(fast.Url, http);
        Assert.Single(fast.Requests);
        Assert.InRange(_receiver.Requests.Count, 1, 8);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(slow));
        Assert.InRange(_receiver.Requests.Count, 1, 8);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _receiver.DisposeAsync();
    }

    private OutgoingHttp Http(string allowed) => new(new OutgoingGuard(Options.Create(new OutgoingOptions { AllowedHosts = [allowed] })), _clock);

    private Task SendAsync(string url, OutgoingHttp http, CancellationToken? cancellationToken = null) => new WebhookSender(http, _clock).SendAsync(
        Some.Channel("a") with { Settings = new Dictionary<string, string> { ["url"] = url, ["secret"] = Secret } }, s_notification, cancellationToken ?? Token);

    private async Task<ChannelException> RefusedAsync(string url, OutgoingHttp? http = null) =>
        await Assert.ThrowsAsync<ChannelException>(() => SendAsync(url, http ?? _http));
}
