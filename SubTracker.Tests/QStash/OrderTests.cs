using System.Net;

namespace SubTracker.Tests.QStash;

/// <summary>Queues and flow control: what holds messages back.</summary>
public sealed class OrderTests : ServerTest
{
    private int _flying;
    private int _mostFlying;

    [Fact]
    public async Task A_queue_delivers_one_after_the_other_in_order()
    {
        for (var i = 0; i < 20; i++)
            await EnqueueAsync("q", i);
        Count();
        await Server.DeliverAsync();

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"/wf/{i}"), Endpoint.Deliveries.Select(delivery => delivery.Path));
        Assert.Equal(1, _mostFlying);
    }

    [Fact]
    public async Task A_queue_waits_for_the_retries_of_its_first()
    {
        // The two queues deliver side by side: which arrives first is not said, so the refusal is the first message's own.
        var tries = 0;
        Endpoint.Answer = delivery => Task.FromResult(
            delivery.Path == "/wf/0" && Interlocked.Increment(ref tries) == 1 ? new EndpointAnswer(500) : EndpointAnswer.Ok);
        await EnqueueAsync("q", 0);
        await EnqueueAsync("q", 1);
        await EnqueueAsync("other", 2);
        await Server.DeliverAsync();
        Assert.Equal(["/wf/0", "/wf/2"], Endpoint.Deliveries.Select(delivery => delivery.Path).Order(StringComparer.Ordinal));

        await Server.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["/wf/0", "/wf/1"], Endpoint.Deliveries.Skip(2).Select(delivery => delivery.Path));
    }

    [Fact]
    public async Task A_queue_may_deliver_some_at_once_and_be_paused()
    {
        await Server.SendAsync(HttpMethod.Post, "/v2/queues", new { queueName = "q", parallelism = 3, paused = true });
        for (var i = 0; i < 10; i++)
            await EnqueueAsync("q", i);
        await Server.DeliverAsync();
        Assert.Empty(Endpoint.Deliveries);
        Assert.Equal(10, (int?)(await Server.SendAsync(HttpMethod.Get, "/v2/queues/q"))!["lag"]);

        Count();
        await Server.SendAsync(HttpMethod.Post, "/v2/queues/q/resume");
        await Server.DeliverAsync();

        Assert.Equal(10, Endpoint.Deliveries.Count);
        Assert.InRange(_mostFlying, 1, 3);
        Assert.Equal(0, (int?)(await Server.SendAsync(HttpMethod.Get, "/v2/queues/q"))!["lag"]);
    }

    [Fact]
    public async Task A_cancelled_message_gives_its_place_in_the_queue_to_the_next()
    {
        Endpoint.Answers(new EndpointAnswer(500), EndpointAnswer.Ok);
        var first = await EnqueueAsync("q", 0);
        await EnqueueAsync("q", 1);
        await Server.DeliverAsync();
        await Server.SendAsync(HttpMethod.Delete, $"/v2/messages/{first}");
        await Server.DeliverAsync();

        Assert.Equal(["/wf/0", "/wf/1"], Endpoint.Deliveries.Select(delivery => delivery.Path));
    }

    [Fact]
    public async Task A_rate_lets_so_many_pass_in_a_period()
    {
        for (var i = 0; i < 5; i++)
            await Server.PublishAsync(Endpoint.Url, ("Upstash-Flow-Control-Key", "k"), ("Upstash-Flow-Control-Value", "rate=2, period=1m"));
        await Server.DeliverAsync();
        Assert.Equal(2, Endpoint.Deliveries.Count);
        Assert.Equal(Server.Time.GetUtcNow().AddMinutes(1), await Server.NextDueAsync());
        await Server.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(4, Endpoint.Deliveries.Count);
        await Server.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(5, Endpoint.Deliveries.Count);
        Assert.Null(await Server.NextDueAsync());
    }

    [Fact]
    public async Task A_parallelism_lets_so_many_fly_at_once()
    {
        for (var i = 0; i < 20; i++)
            await Server.PublishAsync(Endpoint.Url, ("Upstash-Flow-Control-Key", "k"), ("Upstash-Flow-Control-Value", "parallelism=1"));
        Count();
        await Server.DeliverAsync();

        Assert.Equal((20, 1), (Endpoint.Deliveries.Count, _mostFlying));
    }

    [Fact]
    public async Task A_flow_can_be_paused_resumed_and_looked_at()
    {
        await Server.SendAsync(HttpMethod.Post, "/v2/flowControl/k/pause");
        await Server.PublishAsync(Endpoint.Url, ("Upstash-Flow-Control-Key", "k"), ("Upstash-Flow-Control-Value", "parallelism=5"));
        await Server.DeliverAsync();
        Assert.Empty(Endpoint.Deliveries);
        var flow = await Server.SendAsync(HttpMethod.Get, "/v2/flowControl/k");
        Assert.Equal((1, 5, true), ((int?)flow!["waitListSize"], (int?)flow["parallelismMax"], (bool?)flow["isPaused"]));

        await Server.SendAsync(HttpMethod.Post, "/v2/flowControl/k/resume");
        await Server.DeliverAsync();
        Assert.Single(Endpoint.Deliveries);
    }

    [Fact]
    public async Task A_pinned_flow_does_not_listen_to_messages()
    {
        await Server.SendAsync(HttpMethod.Post, "/v2/flowControl/k/pin?rate=1&period=60s");
        for (var i = 0; i < 2; i++)
            await Server.PublishAsync(Endpoint.Url, ("Upstash-Flow-Control-Key", "k"), ("Upstash-Flow-Control-Value", "rate=100, period=1s"));
        await Server.DeliverAsync();

        Assert.Single(Endpoint.Deliveries);
    }

    private void Count() => Endpoint.Answer = async _ =>
    {
        _mostFlying = Math.Max(_mostFlying, Interlocked.Increment(ref _flying));
        await Task.Yield();
        Interlocked.Decrement(ref _flying);
        return EndpointAnswer.Ok;
    };

    private async Task<string> EnqueueAsync(string queue, int number) =>
        (string)(await Server.PostAsync($"/v2/enqueue/{queue}/{Endpoint.Url}/{number}", "1", HttpStatusCode.OK))!["messageId"]!;
}
