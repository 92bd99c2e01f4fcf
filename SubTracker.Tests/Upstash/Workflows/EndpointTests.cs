using System.Net;
using SubTracker.Tests.Upstash.Traces;

namespace SubTracker.Tests.Upstash.Workflows;

public sealed class EndpointTests
{
    private const string Url = Deliveries.Url;

    private static (string, string)[] Headers => [("Upstash-Workflow-Sdk-Version", "1"), ("Upstash-Workflow-RunId", "wfr_1")];

    [Fact]
    public async Task A_delivery_signed_for_the_public_address_is_run_behind_a_group_prefix()
    {
        var qstash = new Accepting();
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(qstash);
        Assert.Equal(HttpStatusCode.OK, await DeliverAsync(host, Sign(host, "sig_current", Url)));
        Assert.Contains("\"destination\":\"" + Url, Assert.Single(qstash.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_key_is_accepted_as_well()
    {
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(new Accepting());
        Assert.Equal(HttpStatusCode.OK, await DeliverAsync(host, Sign(host, "sig_next", Url)));
    }

    [Theory]
    [InlineData("sig_current", "https://public.example/api/v1/workflows/other")]
    [InlineData("sig_current", "http://public.example/api/v1/workflows/greet")]
    [InlineData("sig_forged", Url)]
    public async Task A_delivery_signed_for_somebody_else_or_by_somebody_else_is_refused(string key, string url)
    {
        var qstash = new Accepting();
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(qstash);
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(host, Sign(host, key, url)));
        Assert.Empty(qstash.Requests);
    }

    [Fact]
    public async Task A_delivery_without_a_signature_or_with_an_old_one_is_refused()
    {
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(new Accepting());
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(host, null));
        var old = Signed.With("sig_current", Url, Deliveries.Payload, host.Time.GetUtcNow().AddMinutes(-6));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(host, old));
        var otherBody = Signed.With("sig_current", Url, Deliveries.Payload + " ", host.Time.GetUtcNow());
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(host, otherBody));
    }

    [Fact]
    public async Task What_is_no_delivery_of_a_run_is_refused_even_if_signed()
    {
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(new Accepting());
        using var noRun = await host.DeliverAsync(Sign(host, "sig_current", Url), Deliveries.Payload);
        Assert.Equal(HttpStatusCode.Unauthorized, noRun.StatusCode);
        using var noStep = await host.DeliverAsync(Sign(host, "sig_current", Url), Deliveries.Payload, Headers[1]);
        Assert.Equal(HttpStatusCode.Unauthorized, noStep.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_no_history_fails_the_delivery_and_submits_nothing()
    {
        var qstash = new Accepting();
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(qstash);
        using var response = await host.DeliverAsync("{\"not\":\"a list\"}", Headers[0]);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(qstash.Requests);
    }

    private static string Sign(WorkflowHost host, string key, string url) => Signed.With(key, url, Deliveries.Payload, host.Time.GetUtcNow());

    private static async Task<HttpStatusCode> DeliverAsync(WorkflowHost host, string? signature)
    {
        using var response = await host.DeliverAsync(signature, Deliveries.Payload, Headers);
        return response.StatusCode;
    }
}
