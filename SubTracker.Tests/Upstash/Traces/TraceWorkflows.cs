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
}
