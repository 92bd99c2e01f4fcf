using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using SubTracker.Tests.Upstash.Traces;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Workflows;

public sealed class EndpointTests
{
    private const string Url = "https://public.example/api/v1/workflows/greet";
    private static readonly string s_body = $"[{{\"messageId\":\"msg_1\",\"body\":\"{Convert.ToBase64String("Ada"u8)}\",\"callType\":\"step\"}}]";

    [Fact]
    public async Task A_delivery_signed_for_the_public_address_is_run_behind_a_group_prefix()
    {
        var qstash = new Accepting();
        await using var host = await StartAsync(qstash);
        Assert.Equal(HttpStatusCode.OK, await DeliverAsync(host, Signed.With("sig_current", Url, s_body, host.Time.GetUtcNow())));
        Assert.Contains("\"destination\":\"" + Url, Assert.Single(qstash.Bodies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_key_is_accepted_as_well()
    {
        await using var host = await StartAsync(new Accepting());
        Assert.Equal(HttpStatusCode.OK, await DeliverAsync(host, Signed.With("sig_next", Url, s_body, host.Time.GetUtcNow())));
    }

    [Theory]
    [InlineData("sig_current", "https://public.example/api/v1/workflows/other")]
    [InlineData("sig_current", "http://public.example/api/v1/workflows/greet")]
    [InlineData("sig_forged", Url)]
    public async Task A_delivery_signed_for_somebody_else_or_by_somebody_else_is_refused(string key, string url)
    {
        var qstash = new Accepting();
        await using var host = await StartAsync(qstash);
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(host, Signed.With(key, url, s_body, host.Time.GetUtcNow())));
        Assert.Empty(qstash.Bodies);
    }

    [Fact]
    public async Task A_delivery_without_a_signature_or_with_an_old_one_is_refused()
    {
        await using var host = await StartAsync(new Accepting());
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(host, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(host, Signed.With("sig_current", Url, s_body, host.Time.GetUtcNow().AddMinutes(-6))));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(host, Signed.With("sig_current", Url, s_body + " ", host.Time.GetUtcNow())));
    }

    [Fact]
    public async Task What_is_no_delivery_of_a_run_is_refused_even_if_signed()
    {
        await using var host = await StartAsync(new Accepting());
        var signature = Signed.With("sig_current", Url, s_body, host.Time.GetUtcNow());
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(host, signature, isDelivery: false));
    }

    private static Task<WorkflowHost> StartAsync(Accepting qstash) => WorkflowHost.StartAsync(
        new Dictionary<string, string?>
        {
            ["QSTASH_URL"] = "http://127.0.0.1:18080",
            ["QSTASH_TOKEN"] = "token",
            ["QSTASH_CURRENT_SIGNING_KEY"] = "sig_current",
            ["QSTASH_NEXT_SIGNING_KEY"] = "sig_next",
            ["UPSTASH_WORKFLOW_URL"] = "https://public.example/",
        },
        qstash, app => app.MapGroup("/api/v1").MapGroup("/workflows").MapWorkflow<Greeting>("/greet"));

    private static async Task<HttpStatusCode> DeliverAsync(WorkflowHost host, string? signature, bool isDelivery = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/workflows/greet");
        request.Content = new StringContent(s_body, Encoding.UTF8, "application/json");
        if (signature is not null)
            request.Headers.Add("Upstash-Signature", signature);
        if (isDelivery)
        {
            request.Headers.Add("Upstash-Workflow-Sdk-Version", "1");
            request.Headers.Add("Upstash-Workflow-RunId", "wfr_1");
        }

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private sealed class Greeting : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) =>
            context.RunAsync("greet", _ => Task.FromResult($"hello {input}"));
    }

    /// <summary>A QStash that accepts everything.</summary>
    private sealed class Accepting : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""[{"messageId":"msg_2"}]""") };
        }
    }
}
