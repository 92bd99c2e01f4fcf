using System.Text.Json;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>Those that deal with somebody else: third parties, events, other runs.</summary>
internal static partial class TraceWorkflows
{
    private sealed class Call : Workflow<string, object>
    {
        public override async Task<object> RunAsync(WorkflowContext context, string input)
        {
            var r = await context.CallAsync("call-ok", new WorkflowCall("http://127.0.0.1:18082/ok")
            {
                Method = HttpMethod.Post,
                Body = new { hello = "third" },
                Retries = 2,
                Timeout = TimeSpan.FromSeconds(30),
                Headers = new Dictionary<string, string> { ["x-api-key"] = "dummy" },
                FlowControl = new FlowControl("third") { Parallelism = 2, Rate = 5, Period = TimeSpan.FromMinutes(1) },
            });
            var f = await context.CallAsync("call-fails", new WorkflowCall("http://127.0.0.1:18082/fail") { Retries = 1, RetryDelay = "1000" });
            return new { r = Answer(r), f = Answer(f) };
        }

        private static object Answer(WorkflowCallResult result) =>
            new { status = result.Status, header = result.Headers, body = result.ReadAs<JsonElement>() };
    }

    private sealed class Wait : Workflow<string, object>
    {
        public override async Task<object> RunAsync(WorkflowContext context, string input)
        {
            var paid = await context.WaitForEventAsync<JsonElement>("wait-payment", "evt-payment-1", TimeSpan.FromHours(2));
            return new { eventData = paid.Data, timeout = paid.IsTimeout };
        }
    }

    private sealed class WaitNumber : Workflow<string, object>
    {
        public override async Task<object> RunAsync(WorkflowContext context, string input) =>
            new { timeout = (await context.WaitForEventAsync<string>("wait-payment", "evt-timeout-1", TimeSpan.FromSeconds(30))).IsTimeout };
    }

    private sealed class WaitParallel : Workflow<string, object>
    {
        public override async Task<object> RunAsync(WorkflowContext context, string input)
        {
            var wait = context.WaitForEventAsync<string>("wait-x", "evt-par-1");
            var other = context.RunAsync("other", _ => Task.FromResult(1));
            await Task.WhenAll(wait, other);
            var w = await wait;
            return new { w = new { eventData = w.Data, timeout = w.IsTimeout }, r = await other };
        }
    }

    private sealed class Notify : Workflow<string, object>
    {
        public override async Task<object> RunAsync(WorkflowContext context, string input)
        {
            var all = await context.NotifyAsync("tell-all", "evt-other", new { hi = 1 });
            var one = await context.NotifyAsync("tell-one", "evt-other", "text", "wfr_target");
            return new
            {
                a = new { eventId = "evt-other", eventData = new { hi = 1 }, notifyResponse = all },
                b = new { eventId = "evt-other", eventData = "text", notifyResponse = new { waiter = one[0].Waiter, messageId = one[0].MessageId } },
            };
        }
    }

    private sealed class WebhookWorkflow : Workflow<string, object>
    {
        public override async Task<object> RunAsync(WorkflowContext context, string input)
        {
            var hook = await context.CreateWebhookAsync("make-hook");
            var call = await context.WaitForWebhookAsync("wait-hook", hook, TimeSpan.FromHours(1));
            return new { timeout = call.IsTimeout, body = call.Body };
        }
    }

    private sealed class Parent : Workflow<string, object>
    {
        public override async Task<object> RunAsync(WorkflowContext context, string input)
        {
            var a = await context.InvokeAsync<string>("invoke-child", new WorkflowTrigger("many/child")
            {
                RunId = "child-run",
                Payload = "payload for child",
                Label = "child-label",
                Retries = 1,
                Headers = new Dictionary<string, string> { ["x-child"] = "1" },
            });
            var b = await context.InvokeAsync<string>("invoke-failing-child", new WorkflowTrigger("many/childFails")
            {
                RunId = "failing-child-run",
                Payload = new { n = 1 },
                Retries = 0,
            });
            return new
            {
                a = new { body = a.Result, isFailed = a.IsFailed, isCanceled = a.IsCanceled },
                b = new { isFailed = b.IsFailed, isCanceled = b.IsCanceled },
            };
        }
    }

    private sealed class Child : Workflow<string, string>
    {
        public override Task<string> RunAsync(WorkflowContext context, string input) =>
            context.RunAsync("child-step", _ => Task.FromResult($"child got {input}"));
    }

    private sealed class ChildFails : Workflow<JsonElement>
    {
        public override Task RunAsync(WorkflowContext context, JsonElement input) =>
            context.RunAsync("fails", Task (_) => throw new WorkflowNonRetryableException("child failed"));
    }
}
