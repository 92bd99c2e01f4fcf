using System.Text.Json;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>Those that fail.</summary>
internal static partial class TraceWorkflows
{
    private sealed class Fail500 : Workflow<JsonElement>
    {
        public override async Task RunAsync(WorkflowContext context, JsonElement input)
        {
            await context.RunAsync("ok-step", _ => Task.FromResult(1));
            await context.RunAsync("bad-step", Task (_) => throw new InvalidOperationException("database is down"));
        }

        protected override Task<object?> OnFailureAsync(WorkflowFailure failure, JsonElement input, CancellationToken cancellationToken)
        {
            Assert.Equal(("wfr_fail-1", 500, "database is down"), (failure.RunId, failure.Status, failure.Message));
            Assert.Equal("sub-9", input.GetProperty("subscriptionId").GetString());
            Assert.Equal(["bad-step"], failure.Headers["Upstash-Error-Step-Name"]);
            return Task.FromResult<object?>("cleanup done");
        }
    }

    private sealed class FailOnce(TraceState state) : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) => context.RunAsync("flaky", _ =>
            state.NextCall("flaky") is var attempt and > 1 ? Task.FromResult(attempt) : throw new InvalidOperationException("first attempt fails"));
    }

    private sealed class FailWithoutFunction : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) =>
            context.RunAsync("bad-step", Task (_) => throw new InvalidOperationException("boom"));
    }

    private sealed class NonRetryable : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) =>
            context.RunAsync("find", Task (_) => throw new WorkflowNonRetryableException("user does not exist"));

        protected override Task<object?> OnFailureAsync(WorkflowFailure failure, string input, CancellationToken cancellationToken) =>
            Task.FromResult<object?>("nr handled");
    }

    private sealed class RetryAfter(TraceState state) : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) => context.RunAsync("rl", _ => state.NextCall("rl") > 1
            ? Task.FromResult("ok")
            : throw new WorkflowRetryAfterException(TimeSpan.FromSeconds(30), "rate limited"));
    }

    private sealed class NoSteps : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) => Task.CompletedTask;
    }

    private sealed class ThrowsBefore : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) =>
            throw new InvalidOperationException("thrown before the first step");
    }

    private sealed class Mismatch(TraceState state) : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) =>
            context.RunAsync(state.NextCall("mismatch") == 1 ? "original-step" : "renamed-step", _ => Task.FromResult(1));
    }

    private sealed class MismatchType(TraceState state) : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) => state.NextCall("mismatch-type") == 1
            ? context.RunAsync("step", _ => Task.FromResult(1))
            : context.SleepAsync("step", TimeSpan.FromSeconds(1));
    }

    private sealed class MismatchParallel(TraceState state) : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input)
        {
            var branches = state.NextCall("mismatch-parallel") == 1 ? 2 : 3;
            return Task.WhenAll(Enumerable.Range(0, branches).Select(i => context.RunAsync($"b{i}", _ => Task.FromResult(i))));
        }
    }

    private sealed class Nested : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) =>
            context.RunAsync("outer", _ => context.RunAsync("inner", _ => Task.FromResult(1)));
    }
}
