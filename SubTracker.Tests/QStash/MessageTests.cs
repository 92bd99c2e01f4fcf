using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace SubTracker.Tests.QStash;

public sealed class MessageTests : ServerTest
{
    [Fact]
    public async Task A_destination_keeps_its_query_and_its_slashes()
    {
        await Server.PublishAsync(Endpoint.Url + "//a%2Fb/?x=1&y=%20z", ("Upstash-Forward-X-H", "1"), ("Upstash-Method", "PUT"));
        await Server.DeliverAsync();

        var delivery = Assert.Single(Endpoint.Deliveries);
        Assert.Equal(("PUT", "1", "1"), (delivery.Method, delivery.Text, delivery.Header["X-H"]));
        Assert.Equal(Endpoint.Url + "//a%2Fb/?x=1&y=%20z", (string?)SignatureClaims.Verified(delivery.Header["Upstash-Signature"], LocalQStash.CurrentKey)["sub"]);
        Assert.EndsWith("?x=1&y=%20z", delivery.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_deduplication_id_is_delivered_once_in_ten_minutes()
    {
        var first = await Server.PublishAsync(Endpoint.Url, ("Upstash-Deduplication-Id", "d1"));
        var second = await Server.PostAsync("/v2/publish/" + Endpoint.Url, "2", HttpStatusCode.Accepted, ("Upstash-Deduplication-Id", "d1"));
        Assert.Equal((string?)first!["messageId"], (string?)second!["messageId"]);
        Assert.True((bool?)second["deduplicated"]);
        await Server.AdvanceAsync(TimeSpan.FromMinutes(10));
        await Server.PublishAsync(Endpoint.Url, ("Upstash-Deduplication-Id", "d1"));
        await Server.DeliverAsync();

        Assert.Equal(2, Endpoint.Deliveries.Count);
    }

    [Fact]
    public async Task The_same_content_is_delivered_once_and_another_is_another()
    {
        (string, string) byContent = ("Upstash-Content-Based-Deduplication", "true");
        await Server.PublishAsync(Endpoint.Url, byContent);
        await Server.PostAsync("/v2/publish/" + Endpoint.Url, "1", HttpStatusCode.Accepted, byContent);
        await Server.PostAsync("/v2/publish/" + Endpoint.Url, "2", HttpStatusCode.OK, byContent);
        await Server.PostAsync("/v2/publish/" + Endpoint.Url + "/other", "1", HttpStatusCode.OK, byContent);
        await Server.DeliverAsync();

        Assert.Equal(3, Endpoint.Deliveries.Count);
    }

    [Fact]
    public async Task A_callback_tells_how_the_delivery_went()
    {
        Endpoint.Answers(new EndpointAnswer(201, "made", ("X-Made", "yes")), EndpointAnswer.Ok);
        await Server.PublishAsync(Endpoint.Url, ("Upstash-Callback", Endpoint.Url + "/callback"), ("Upstash-Callback-Forward-X-C", "1"), ("Upstash-Callback-Method", "PUT"));
        await Server.DeliverAsync();

        var callback = Endpoint.Deliveries[1];
        Assert.Equal(("PUT", "/wf/callback", "1"), (callback.Method, callback.Path, callback.Header["X-C"]));
        var told = JsonNode.Parse(callback.Body)!;
        Assert.Equal(201, (int?)told["status"]);
        Assert.Equal("yes", (string?)told["header"]!["X-Made"]![0]);
        Assert.Equal("made", Decoded(told["body"]));
        Assert.Equal("1", Decoded(told["sourceBody"]));
        Assert.Equal(Endpoint.Deliveries[0].MessageId, (string?)told["sourceMessageId"]);
    }

    [Fact]
    public async Task A_message_that_failed_for_good_calls_back_and_lies_in_the_dead_letters_until_it_is_retried()
    {
        Endpoint.Answers(new EndpointAnswer(500, "no"), EndpointAnswer.Ok);
        await Server.PublishAsync(Endpoint.Url, ("Upstash-Retries", "0"), ("Upstash-Failure-Callback", Endpoint.Url + "/failed"));
        await Server.DeliverAsync();
        Assert.Equal(["/wf", "/wf/failed"], Endpoint.Deliveries.Select(delivery => delivery.Path));
        var letter = (await Server.SendAsync(HttpMethod.Get, "/v2/dlq"))!["messages"]![0]!;
        Assert.Equal(("no", 500), ((string?)letter["responseBody"], (int?)letter["responseStatus"]));
        Assert.Equal((string?)letter["dlqId"], (string?)(await Server.SendAsync(HttpMethod.Get, $"/v2/dlq/{letter["dlqId"]}"))!["dlqId"]);

        await Server.SendAsync(HttpMethod.Post, $"/v2/dlq/retry?dlqIds={letter["dlqId"]}");
        await Server.DeliverAsync();

        Assert.Equal(["/wf", "/wf/failed", "/wf"], Endpoint.Deliveries.Select(delivery => delivery.Path));
        Assert.Empty((await Server.SendAsync(HttpMethod.Get, "/v2/dlq"))!["messages"]!.AsArray());
    }

    [Fact]
    public async Task A_message_is_known_until_it_is_delivered()
    {
        var id = (string)(await Server.PublishAsync(Endpoint.Url, ("Upstash-Delay", "1h")))!["messageId"]!;
        Assert.Equal(Endpoint.Url, (string?)(await Server.SendAsync(HttpMethod.Get, $"/v2/messages/{id}"))!["url"]);
        await Server.AdvanceAsync(TimeSpan.FromHours(1));

        await Server.SendAsync(HttpMethod.Get, $"/v2/messages/{id}", expected: HttpStatusCode.NotFound);
        await Server.SendAsync(HttpMethod.Delete, $"/v2/messages/{id}", expected: HttpStatusCode.NotFound);
        var events = (await Server.SendAsync(HttpMethod.Get, $"/v2/events?messageId={id}"))!["events"]!.AsArray();
        Assert.Equal(["DELIVERED", "ACTIVE", "CREATED"], events.Select(one => (string?)one!["state"]));
    }

    [Fact]
    public async Task Messages_are_cancelled_by_filter()
    {
        await Server.PublishAsync(Endpoint.Url, ("Upstash-Delay", "1h"), ("Upstash-Label", "a"));
        await Server.PublishAsync(Endpoint.Url, ("Upstash-Delay", "1h"));

        Assert.Equal(1, (int?)(await Server.SendAsync(HttpMethod.Delete, "/v2/messages?label=a&count=100"))!["cancelled"]);
        Assert.Equal(1, (int?)(await Server.SendAsync(HttpMethod.Delete, "/v2/messages?count=100"))!["cancelled"]);
        Assert.Null(await Server.NextDueAsync());
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_not_followed()
    {
        Endpoint.Answers(new EndpointAnswer(302, "", ("Location", Endpoint.Url + "/elsewhere")));
        await Server.PublishAsync(Endpoint.Url, ("Upstash-Retries", "0"));
        await Server.DeliverAsync();

        Assert.Single(Endpoint.Deliveries);
        Assert.Equal(302, (int?)(await Server.SendAsync(HttpMethod.Get, "/v2/dlq"))!["messages"]![0]!["responseStatus"]);
    }

    [Fact]
    public async Task A_destination_that_is_not_there_is_a_failed_attempt()
    {
        await Server.PublishAsync("http://127.0.0.1:1/", ("Upstash-Retries", "0"));
        await Server.DeliverAsync();

        Assert.Equal(0, (int?)(await Server.SendAsync(HttpMethod.Get, "/v2/dlq"))!["messages"]![0]!["responseStatus"]);
    }

    [Fact]
    public async Task An_endpoint_that_takes_too_long_is_given_up()
    {
        var never = new TaskCompletionSource<EndpointAnswer>();
        var asked = new TaskCompletionSource();
        Endpoint.Answer = _ =>
        {
            asked.TrySetResult();
            return never.Task;
        };
        await Server.PublishAsync(Endpoint.Url, ("Upstash-Retries", "0"), ("Upstash-Timeout", "30"));
        var delivering = Server.DeliverAsync();
        await asked.Task;
        Server.Time.Advance(TimeSpan.FromSeconds(30));
        await delivering;
        never.SetResult(EndpointAnswer.Ok);

        Assert.Contains("no answer within", (string?)(await Server.SendAsync(HttpMethod.Get, "/v2/dlq"))!["messages"]![0]!["responseBody"], StringComparison.Ordinal);
    }

    private static string Decoded(JsonNode? base64) => Encoding.UTF8.GetString(Convert.FromBase64String((string)base64!));
}
