using System.Text.Json.Nodes;
using SubTracker.Tests.QStash;

namespace SubTracker.Tests.Conformance;

/// <summary>The official QStash client and receiver against our QStash.</summary>
[Collection(ConformanceHost.Name)]
public sealed class QStashConformanceTests(ConformanceHost host) : IAsyncLifetime
{
    private readonly LocalQStash _server = host.Server;
    private readonly OfficialSdk _sdk = host.Sdk;

    public ValueTask InitializeAsync() => host.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_published_message_arrives_signed_with_its_query_and_calls_back()
    {
        await _sdk.CallAsync("qstash", "publishJSON", new
        {
            url = $"{_sdk.Url}/plain/x?q=1&r=a%2Fb",
            body = new { a = "é+<>" },
            headers = new Dictionary<string, string> { ["x-h"] = "1" },
            delay = 10,
            callback = $"{_sdk.Url}/plain/callback",
        });
        await _server.AdvanceAsync(TimeSpan.FromSeconds(9));
        Assert.Empty((await _sdk.SeenAsync())["plain"]!.AsArray());
        await _server.AdvanceAsync(TimeSpan.FromSeconds(1));

        var seen = (await _sdk.SeenAsync())["plain"]!.AsArray();
        Assert.Equal(["/plain/x?q=1&r=a%2Fb", "/plain/callback"], seen.Select(one => (string?)one!["url"]));
        Assert.All(seen, one => Assert.True(JsonNode.DeepEquals(one!["isValid"], true), one.ToJsonString()));
        Assert.Equal("""{"a":"é+<>"}""", (string?)seen[0]!["body"]);
        Assert.Equal("1", (string?)seen[0]!["headers"]!["x-h"]);
        Assert.Equal(200, (int?)JsonNode.Parse((string)seen[1]!["body"]!)!["status"]);
    }

    [Fact]
    public async Task A_message_is_shown_while_it_waits_and_cancelled()
    {
        var published = await _sdk.CallAsync("qstash", "publishJSON", new { url = $"{_sdk.Url}/plain/x", body = 1, delay = 60, label = "l", retries = 2 });
        var id = (string)published!["messageId"]!;

        var message = await _sdk.CallAsync("qstash", "messages.get", id);
        Assert.Equal("1", (string?)message!["body"]);
        Assert.Equal("l", (string?)message["label"]);
        Assert.Equal(2, (int?)message["maxRetries"]);
        Assert.Equal(1, (int?)(await _sdk.CallAsync("qstash", "messages.cancel", id))!["cancelled"]);
        await _server.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Empty((await _sdk.SeenAsync())["plain"]!.AsArray());
    }

    [Fact]
    public async Task A_schedule_publishes_at_its_hours_until_it_is_paused()
    {
        await _sdk.CallAsync("qstash", "schedules.create", new { destination = $"{_sdk.Url}/plain/x", cron = "*/10 * * * *", scheduleId = "s1", body = "{}" });
        await _server.AdvanceAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(3, (await _sdk.SeenAsync())["plain"]!.AsArray().Count);

        await _sdk.CallAsync("qstash", "schedules.pause", new { schedule = "s1" });
        await _server.AdvanceAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(3, (await _sdk.SeenAsync())["plain"]!.AsArray().Count);
        Assert.True((bool?)(await _sdk.CallAsync("qstash", "schedules.get", "s1"))!["isPaused"]);

        await _sdk.CallAsync("qstash", "schedules.resume", new { schedule = "s1" });
        await _server.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(4, (await _sdk.SeenAsync())["plain"]!.AsArray().Count);
        Assert.Single((await _sdk.CallAsync("qstash", "schedules.list"))!.AsArray());
        await _sdk.CallAsync("qstash", "schedules.delete", "s1");
        Assert.Empty((await _sdk.CallAsync("qstash", "schedules.list"))!.AsArray());
    }

    [Fact]
    public async Task A_failed_message_can_be_found_and_retried()
    {
        await _sdk.CallAsync("qstash", "publishJSON", new
        {
            url = $"{_sdk.Url}/plain/fails",
            body = 1,
            retries = 0,
            failureCallback = $"{_sdk.Url}/plain/failed",
        });
        await _server.DeliverAsync();
        var letters = await _sdk.CallAsync("qstash", "dlq.listMessages");
        var letter = Assert.Single(letters!["messages"]!.AsArray())!;
        Assert.Equal(500, (int?)letter["responseStatus"]);
        Assert.Equal("thanks", (string?)letter["responseBody"]);

        await _sdk.CallAsync("qstash", "dlq.retry", (string)letter["dlqId"]!);
        await _server.DeliverAsync();

        Assert.Equal(
            ["/plain/fails", "/plain/failed", "/plain/fails", "/plain/failed"], (await _sdk.SeenAsync())["plain"]!.AsArray().Select(one => (string?)one!["url"]));
        var again = Assert.Single((await _sdk.CallAsync("qstash", "dlq.listMessages"))!["messages"]!.AsArray())!;
        await _sdk.CallAsync("qstash", "dlq.delete", (string)again["dlqId"]!);
        Assert.Empty((await _sdk.CallAsync("qstash", "dlq.listMessages"))!["messages"]!.AsArray());
    }

    [Fact]
    public async Task Queues_url_groups_and_logs_understand_the_client()
    {
        await _sdk.CallAsync("qstash", "queue.upsert", new { queueName = "q1" }, new { parallelism = 2, paused = true });
        await _sdk.CallAsync("qstash", "queue.enqueueJSON", new { queueName = "q1" }, new { url = $"{_sdk.Url}/plain/queued", body = 1 });
        await _server.DeliverAsync();
        var queue = await _sdk.CallAsync("qstash", "queue.get", new { queueName = "q1" });
        Assert.Equal(1, (int?)queue!["lag"]);
        await _sdk.CallAsync("qstash", "queue.resume", new { queueName = "q1" });
        await _sdk.CallAsync("qstash", "urlGroups.addEndpoints", new
        {
            name = "g1",
            endpoints = new[] { new { url = $"{_sdk.Url}/plain/a" }, new { url = $"{_sdk.Url}/plain/b" } },
        });
        var published = await _sdk.CallAsync("qstash", "publishJSON", new { urlGroup = "g1", body = 1 });
        Assert.Equal(2, published!.AsArray().Count);
        await _server.DeliverAsync();

        Assert.Equal(
            ["/plain/a", "/plain/b", "/plain/queued"],
            (await _sdk.SeenAsync())["plain"]!.AsArray().Select(one => (string?)one!["url"]).Order(StringComparer.Ordinal));
        var logs = await _sdk.CallAsync("qstash", "logs", new { filter = new { messageId = (string?)published[0]!["messageId"] } });
        Assert.Equal(["DELIVERED", "ACTIVE", "CREATED"], logs!["logs"]!.AsArray().Select(log => (string?)log!["state"]));
    }
}
