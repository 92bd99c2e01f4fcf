using System.Text;
using Microsoft.AspNetCore.Builder;
using SubTracker.Tests.Upstash.Traces;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Workflows;

/// <summary>A service with one workflow behind two group prefixes, and deliveries to it.</summary>
internal static class Deliveries
{
    public const string Url = "https://public.example/api/v1/workflows/greet";

    public static string Payload { get; } = $"[{{\"messageId\":\"msg_1\",\"body\":\"{Convert.ToBase64String("Ada"u8)}\",\"callType\":\"step\"}}]";

    public static Task<WorkflowHost> StartAsync<TWorkflow>(HttpMessageHandler qstash, bool followKeyRotation = false) where TWorkflow : class, IWorkflow => WorkflowHost.StartAsync(
        new Dictionary<string, string?>
        {
            ["QSTASH_URL"] = "http://127.0.0.1:18080",
            ["QSTASH_TOKEN"] = "token",
            ["QSTASH_CURRENT_SIGNING_KEY"] = "sig_current",
            ["QSTASH_NEXT_SIGNING_KEY"] = "sig_next",
            ["UPSTASH_WORKFLOW_URL"] = "https://public.example/",
            ["Upstash:FollowKeyRotation"] = followKeyRotation.ToString(),
        },
        qstash, app => app.MapGroup("/api/v1").MapGroup("/workflows").MapWorkflow<TWorkflow>("/greet"));

    public static Task<HttpResponseMessage> DeliverAsync(this WorkflowHost host, string body, params (string Name, string Value)[] headers) =>
        host.DeliverAsync(
            Signed.With("sig_current", Url, body, host.Time.GetUtcNow()), body,
            [("Upstash-Workflow-RunId", "wfr_1"), ("Upstash-Message-Id", "msg_1"), .. headers]);

    public static async Task<HttpResponseMessage> DeliverAsync(
        this WorkflowHost host, string? signature, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/workflows/greet");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (signature is not null)
            request.Headers.Add("Upstash-Signature", signature);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    internal sealed class Greeting : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) =>
            context.RunAsync("greet", _ => Task.FromResult($"hello {input}"));
    }
}
