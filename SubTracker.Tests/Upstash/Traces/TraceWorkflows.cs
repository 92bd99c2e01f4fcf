using Microsoft.AspNetCore.Builder;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>The workflows of the recordings, in C#.</summary>
internal static partial class TraceWorkflows
{
    public static void Map(WebApplication app)
    {
        var routes = app.MapGroup("/wf");
        routes.MapWorkflow<RunSleepRun>("run-sleep-run");
        routes.MapWorkflow<SleepForms>("sleep-duration");
        routes.MapWorkflow<StepValues>("values");
        routes.MapWorkflow<Parallel>("parallel");
        routes.MapWorkflow<ParallelSleep>("parallel-sleep");
        routes.MapWorkflow<Call>("call");
        routes.MapWorkflow<Wait>("wait");
        routes.MapWorkflow<WaitNumber>("wait-number");
        routes.MapWorkflow<WaitParallel>("wait-parallel");
        routes.MapWorkflow<Notify>("notify");
        routes.MapWorkflow<WebhookWorkflow>("webhook");
        routes.MapWorkflow<ContextCancel>("ctx-cancel");
        routes.MapWorkflow<Fail500>("fail500");
        routes.MapWorkflow<FailOnce>("fail-once");
        routes.MapWorkflow<FailWithoutFunction>("fail-nofn");
        routes.MapWorkflow<NonRetryable>("nonretryable");
        routes.MapWorkflow<RetryAfter>("retry-after");
        routes.MapWorkflow<NoSteps>("no-steps");
        routes.MapWorkflow<ThrowsBefore>("throws-before");
        routes.MapWorkflow<Mismatch>("mismatch");
        routes.MapWorkflow<MismatchType>("mismatch-type");
        routes.MapWorkflow<MismatchParallel>("mismatch-parallel");
        routes.MapWorkflow<Nested>("nested");

        var many = app.MapGroup("/many");
        many.MapWorkflow<Parent>("parent");
        many.MapWorkflow<Child>("child");
        many.MapWorkflow<ChildFails>("childFails");
    }

    internal sealed record Reminder(string SubscriptionId, DateTimeOffset RemindAt);

    private sealed class RunSleepRun : Workflow<Reminder, object>
    {
        public override async Task<object> RunAsync(WorkflowContext context, Reminder input)
        {
            await context.RunAsync("prepare", _ => Task.FromResult(new { input.SubscriptionId, Prepared = true }));
            await context.SleepUntilAsync("wait-until-renewal", input.RemindAt);
            var result = await context.RunAsync("send-reminder", _ => Task.FromResult($"reminder sent for {input.SubscriptionId}"));
            return new { result };
        }
    }

    private sealed class SleepForms : Workflow<string>
    {
        public override async Task RunAsync(WorkflowContext context, string input)
        {
            var moment = DateTimeOffset.FromUnixTimeSeconds(1_893_456_000);
            await context.SleepAsync("nap-number", TimeSpan.FromSeconds(90));
            await context.SleepAsync("nap-string", TimeSpan.FromDays(3));
            await context.SleepUntilAsync("until-number", moment);
            await context.SleepUntilAsync("until-string", moment.AddMilliseconds(600));
        }
    }

    private sealed class StepValues : Workflow<string, object>
    {
        public override async Task<object> RunAsync(WorkflowContext context, string input)
        {
            await context.RunAsync("returns-undefined", _ => Task.CompletedTask);
            var n = await context.RunAsync("returns-null", _ => Task.FromResult<string?>(null));
            var s = await context.RunAsync("returns-string", _ => Task.FromResult("plain “text” + é"));
            var i = await context.RunAsync("returns-number", _ => Task.FromResult(42));
            var a = await context.RunAsync("returns-array", _ => Task.FromResult<object[]>([1, "two", new { three = 3 }]));
            return new { u = "undefined", n, s, i, a };
        }
    }

    private sealed class Parallel : Workflow<string>
    {
        public override async Task RunAsync(WorkflowContext context, string input)
        {
            var left = context.RunAsync("left", _ => Task.FromResult<object>("L"));
            var right = context.RunAsync("right", _ => Task.FromResult<object>(new { r = 2 }));
            var both = await Task.WhenAll(left, right);
            await context.RunAsync("after", _ => Task.FromResult(both));
        }
    }

    private sealed class ParallelSleep : Workflow<string>
    {
        public override async Task RunAsync(WorkflowContext context, string input)
        {
            await Task.WhenAll(
                context.RunAsync("work", _ => Task.FromResult(1)),
                context.SleepAsync("nap", TimeSpan.FromSeconds(5)),
                context.SleepUntilAsync("until", DateTimeOffset.FromUnixTimeSeconds(1_893_456_000)));
            await context.RunAsync("after", _ => Task.FromResult("done"));
        }
    }

    private sealed class ContextCancel : Workflow<string>
    {
        public override async Task RunAsync(WorkflowContext context, string input)
        {
            await context.RunAsync("one", _ => Task.FromResult(1));
            await context.CancelAsync();
            await context.RunAsync("never", _ => Task.FromResult(2));
        }
    }
}
