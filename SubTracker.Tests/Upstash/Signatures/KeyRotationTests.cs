using System.Net;
using SubTracker.Tests.Upstash.Workflows;

namespace SubTracker.Tests.Upstash.Signatures;

/// <summary>Keys that QStash rotated twice, so that neither of the configured ones is in use any more.</summary>
public sealed class KeyRotationTests : IDisposable
{
    private readonly Accepting _qstash = new() { Answers = { [Keys] = """{"current":"sig_third","next":"sig_fourth"}""" } };

    private const string Keys = "GET /v2/keys";

    [Fact]
    public async Task A_key_that_QStash_names_is_accepted()
    {
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(_qstash, followKeyRotation: true);
        Assert.Equal(HttpStatusCode.OK, await DeliverAsync(host, "sig_third"));
        Assert.Equal(HttpStatusCode.OK, await DeliverAsync(host, "sig_fourth"));
        Assert.Single(_qstash.Requests, request => request.What == Keys);
    }

    [Fact]
    public async Task Strangers_make_us_ask_once_a_minute_and_are_refused()
    {
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(_qstash, followKeyRotation: true);
        for (var attempts = 0; attempts < 5; attempts++)
            Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(host, "sig_forged"));
        Assert.Single(_qstash.Requests, request => request.What == Keys);
    }

    [Fact]
    public async Task Unless_it_is_switched_on_nobody_is_asked()
    {
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(_qstash);
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(host, "sig_third"));
        Assert.Empty(_qstash.Requests);
    }

    public void Dispose() => _qstash.Dispose();

    private static async Task<HttpStatusCode> DeliverAsync(Traces.WorkflowHost host, string key)
    {
        using var response = await host.DeliverAsync(
            Traces.Signed.With(key, Deliveries.Url, Deliveries.Payload, host.Time.GetUtcNow()), Deliveries.Payload,
            ("Upstash-Workflow-RunId", "wfr_1"), ("Upstash-Message-Id", "msg_1"), ("Upstash-Workflow-Sdk-Version", "1"));
        return response.StatusCode;
    }
}
