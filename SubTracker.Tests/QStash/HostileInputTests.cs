using System.Net;
using SubTracker.QStash.Delivery;

namespace SubTracker.Tests.QStash;

public sealed class HostileInputTests : ServerTest
{
    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("gopher://127.0.0.1/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://")]
    [InlineData("http://user:password@127.0.0.1/")]
    [InlineData("nobody-knows-this-group")]
    public async Task A_destination_that_is_no_web_address_is_refused(string destination)
    {
        var refused = await Server.PostAsync("/v2/publish/" + destination, "1", HttpStatusCode.BadRequest);

        Assert.StartsWith("invalid destination url", (string?)refused!["error"], StringComparison.Ordinal);
        Assert.Null(await Server.NextDueAsync());
    }

    [Theory]
    [InlineData("Upstash-Delay", "tomorrow")]
    [InlineData("Upstash-Delay", "99999999999999999999d")]
    [InlineData("Upstash-Delay", "-5s")]
    [InlineData("Upstash-Not-Before", "soon")]
    [InlineData("Upstash-Not-Before", "99999999999999999999")]
    [InlineData("Upstash-Retries", "-1")]
    [InlineData("Upstash-Retries", "many")]
    [InlineData("Upstash-Retry-Delay", "retried; drop table")]
    [InlineData("Upstash-Timeout", "never")]
    [InlineData("Upstash-Flow-Control-Value", "rate=-1")]
    [InlineData("Upstash-Flow-Control-Value", "rate=1, period=9w")]
    [InlineData("Upstash-Method", "CONNECT")]
    [InlineData("Upstash-Callback", "file:///etc/passwd")]
    [InlineData("Upstash-Failure-Callback", "ftp://x")]
    public async Task A_header_that_cannot_be_obeyed_is_refused_with_a_sentence(string name, string value)
    {
        var refused = await Server.PostAsync("/v2/publish/" + Endpoint.Url, "1", HttpStatusCode.BadRequest, (name, value));

        Assert.NotEmpty((string)refused!["error"]!);
        Assert.Null(await Server.NextDueAsync());
        Assert.Empty((await Server.SendAsync(HttpMethod.Get, "/v2/events"))!["events"]!.AsArray());
    }

    [Fact]
    public async Task More_than_a_plan_would_allow_is_refused_as_such()
    {
        await Server.PostAsync("/v2/publish/" + Endpoint.Url, "1", HttpStatusCode.PreconditionFailed, ("Upstash-Retries", "1001"));
        await Server.SendAsync(HttpMethod.Post, "/v2/queues", new { queueName = "q", parallelism = 1001 }, HttpStatusCode.PreconditionFailed);

        Assert.Null(await Server.NextDueAsync());
    }

    [Theory]
    [InlineData("GET", "/v2/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v2/publish/http://127.0.0.1/", HttpStatusCode.MethodNotAllowed)]
    public async Task An_address_that_is_none_is_refused_with_a_sentence(string method, string path, HttpStatusCode expected) =>
        Assert.Contains(path, (string)(await Server.SendAsync(new HttpMethod(method), path, expected: expected))!["error"]!, StringComparison.Ordinal);

    [Theory]
    [InlineData("Upstash-Callback-Retries", "many")]
    [InlineData("Upstash-Callback-Callback", "file:///etc/passwd")]
    public async Task A_callback_that_could_not_be_published_is_refused_at_once(string name, string value)
    {
        await Server.PostAsync("/v2/publish/" + Endpoint.Url, "1", HttpStatusCode.BadRequest, ("Upstash-Callback", Endpoint.Url), (name, value));

        Assert.Null(await Server.NextDueAsync());
    }

    [Fact]
    public async Task A_line_break_does_not_smuggle_a_header()
    {
        var refused = await Server.BatchAsync(HttpStatusCode.BadRequest,
            new { destination = Endpoint.Url, headers = new Dictionary<string, string> { ["upstash-forward-x"] = "1\r\nX-Evil: 1" } },
            new { destination = Endpoint.Url, headers = new Dictionary<string, string> { ["upstash-forward-x y"] = "1" } },
            new { destination = Endpoint.Url });
        await Server.DeliverAsync();

        Assert.Equal([true, true, false], refused!.AsArray().Select(item => item!["error"] is not null));
        Assert.Single(Endpoint.Deliveries);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"destination":{}}]""")]
    [InlineData("""[{"destination":"http://x","headers":{"a":{}}}]""")]
    public async Task A_batch_that_is_none_is_refused(string body)
    {
        await Server.PostAsync("/v2/batch", body, HttpStatusCode.BadRequest);

        Assert.Null(await Server.NextDueAsync());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_too_large()
    {
        using var content = new ByteArrayContent(new byte[(50 * 1024 * 1024) + 1]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Server.Url}/v2/publish/{Endpoint.Url}")) { Content = content };
        // The refusal comes before the body is sent, however busy the machine is.
        request.Headers.ExpectContinue = true;
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        using var patient = new HttpClient(handler) { DefaultRequestHeaders = { Authorization = Server.Http.DefaultRequestHeaders.Authorization } };
        using var response = await patient.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Null(await Server.NextDueAsync());
    }

    [Theory]
    [InlineData("count=-1")]
    [InlineData("count=all")]
    [InlineData("fromDate=yesterday")]
    [InlineData("cursor=x'")]
    public async Task A_question_that_makes_no_sense_is_refused(string query)
    {
        await Server.SendAsync(HttpMethod.Get, "/v2/events?" + query, expected: HttpStatusCode.BadRequest);
        await Server.SendAsync(HttpMethod.Get, "/v2/dlq?" + query, expected: HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    public void Private_addresses_are_known(string address) => Assert.True(DestinationPolicy.IsPrivate(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::101:101")]
    public void Public_addresses_are_not_private(string address) => Assert.False(DestinationPolicy.IsPrivate(IPAddress.Parse(address)));
}
