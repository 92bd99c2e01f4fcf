using Microsoft.Extensions.Time.Testing;
using SubTracker.Upstash;
using SubTracker.Upstash.Testing;

namespace SubTracker.Tests.Upstash.Testing;

public sealed class WorkflowTesterTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_are_executed_and_sleeps_jump_the_clock()
    {
        var tester = new WorkflowTester(s_start);
        var run = await tester.RunAsync(() => new Reminding(tester.Time), 30, Token);

        Assert.Equal(WorkflowTestState.Finished, run.State);
        Assert.Equal(s_start.AddDays(30), run.ResultAs<DateTimeOffset>());
        Assert.Equal(["load", "until due", "send"], run.Steps.Select(step => step.Name));
        Assert.Equal((4, s_start.AddDays(30)), (run.Deliveries, run.EndedAt));
    }

    [Fact]
    public async Task A_capped_sleep_costs_a_delivery_more_for_each_hop()
    {
        var tester = new WorkflowTester(s_start) { MaxDelay = TimeSpan.FromDays(7) };
        var run = await tester.RunAsync(() => new Reminding(tester.Time), 30, Token);
        Assert.Equal(["load", "until due", "until due", "until due", "until due", "until due", "send"], run.Steps.Select(step => step.Name));
        Assert.Equal(s_start.AddDays(30), run.ResultAs<DateTimeOffset>());
    }

    [Fact]
    public async Task The_clock_can_be_the_test_s_own()
    {
        var time = new FakeTimeProvider(s_start);
        var tester = new WorkflowTester(time, time.SetUtcNow);
        await tester.RunAsync(() => new Reminding(time), 30, Token);
        Assert.Equal(s_start.AddDays(30), time.GetUtcNow());
    }

    [Fact]
    public async Task A_failing_step_is_tried_again_after_the_usual_pause()
    {
        var attempts = 0;
        var tester = new WorkflowTester(s_start);
        var run = await tester.RunAsync(
            () => Body(context => context.RunAsync("flaky", _ => ++attempts < 3 ? throw new InvalidOperationException("not yet") : Task.FromResult(attempts))),
            null, Token);
        Assert.Equal((WorkflowTestState.Finished, 3), (run.State, attempts));
        Assert.Equal(160.6, (run.EndedAt - s_start).TotalSeconds, 1.0);
    }

    [Fact]
    public async Task A_step_that_asks_for_a_pause_gets_it()
    {
        var attempts = 0;
        var tester = new WorkflowTester(s_start);
        var run = await tester.RunAsync(
            () => Body(context => context.RunAsync("busy", Task (_) =>
                attempts++ == 0 ? throw new WorkflowRetryAfterException(TimeSpan.FromMinutes(5), "busy") : Task.CompletedTask)),
            null, Token);
        Assert.Equal(s_start.AddMinutes(5), run.EndedAt);
    }

    [Fact]
    public async Task What_fails_for_good_comes_to_the_failure_function()
    {
        var tester = new WorkflowTester(s_start) { Retries = 1 };
        var run = await tester.RunAsync(() => new Failing(), "payload", Token);
        Assert.Equal(WorkflowTestState.Failed, run.State);
        Assert.IsType<InvalidOperationException>(run.Error);
        Assert.Equal("payload: broken", run.FailureResult);
        Assert.Equal(2, run.Deliveries);
    }

    [Fact]
    public async Task Steps_side_by_side_cost_two_deliveries_each()
    {
        var tester = new WorkflowTester(s_start);
        var run = await tester.RunAsync(
            () => Body(async context =>
            {
                var sums = await Task.WhenAll(Enumerable.Range(1, 3).Select(i => context.RunAsync($"add {i}", _ => Task.FromResult(i))));
                await context.RunAsync("sum", _ => Task.FromResult(sums.Sum()));
            }),
            null, Token);
        Assert.Equal(["add 1", "add 2", "add 3", "sum"], run.Steps.Select(step => step.Name));
        Assert.Equal(1 + 6 + 1, run.Deliveries);
    }

    [Fact]
    public async Task Branches_of_several_steps_side_by_side_come_to_their_ends()
    {
        List<string> done = [];
        var tester = new WorkflowTester(s_start) { MaxDelay = TimeSpan.FromDays(1) };
        var run = await tester.RunAsync(() => Body(context => Task.WhenAll(Branch(context, "a", 3), Branch(context, "b", 1))), null, Token);
        Assert.Equal(WorkflowTestState.Finished, run.State);
        Assert.Equal(["b", "a"], done);
        Assert.Equal(s_start.AddDays(3), run.EndedAt);

        async Task Branch(WorkflowContext context, string name, int days)
        {
            await context.SleepUntilAsync($"{name} sleeps", context.StartedAt.AddDays(days));
            await context.RunAsync($"{name} works", _ =>
            {
                done.Add(name);
                return Task.CompletedTask;
            });
        }
    }

    [Fact]
    public async Task An_event_is_waited_for_until_it_comes_or_the_time_is_over()
    {
        var waiting = () => Body(async context =>
        {
            var paid = await context.WaitForEventAsync<int>("wait", "paid", TimeSpan.FromHours(2));
            await context.RunAsync(paid.IsTimeout ? "too late" : $"paid {paid.Data}", _ => Task.CompletedTask);
        });
        var paid = await new WorkflowTester(s_start).WithEvent("paid", 5, TimeSpan.FromHours(1)).RunAsync(waiting, null, Token);
        Assert.Equal(("paid 5", s_start.AddHours(1)), (paid.Steps[^1].Name, paid.EndedAt));
        var late = await new WorkflowTester(s_start).RunAsync(waiting, null, Token);
        Assert.Equal(("too late", s_start.AddHours(2)), (late.Steps[^1].Name, late.EndedAt));
    }

    [Fact]
    public async Task Calls_and_invoked_runs_are_played_by_the_test()
    {
        var tester = new WorkflowTester(s_start)
        {
            OnCall = call => new WorkflowCallResult(200, new Dictionary<string, IReadOnlyList<string>>(), $"\"été at {call.Url}\""),
            OnInvoke = child => child.Path == "fails" ? throw new InvalidOperationException() : child.RunId,
        };
        var run = await tester.RunAsync(
            () => new Returning(async context =>
            {
                var called = await context.CallAsync("call", new WorkflowCall("https://example.org"));
                var child = await context.InvokeAsync<string>("invoke", new WorkflowTrigger("child"));
                var failed = await context.InvokeAsync<string>("invoke failing", new WorkflowTrigger("fails"));
                return $"{called.ReadAs<string>()}, {child.Result}, {failed.IsFailed}";
            }),
            null, Token);
        Assert.Equal("été at https://example.org, test-2, True", run.ResultAs<string>());
    }

    [Fact]
    public async Task A_webhook_is_called_by_the_test()
    {
        var tester = new WorkflowTester(s_start).WithWebhookCall("wait", new { paid = true });
        var run = await tester.RunAsync(
            () => new Returning(async context => (await context.WaitForWebhookAsync("wait", await context.CreateWebhookAsync("make"))).Body),
            null, Token);
        Assert.Equal("""{"paid":true}""", run.ResultAs<string>());
    }

    [Fact]
    public async Task Steps_can_be_executed_twice_to_see_whether_they_stand_it()
    {
        var executed = 0;
        var tester = new WorkflowTester(s_start) { ExecutesStepsTwice = true };
        await tester.RunAsync(() => Body(context => context.RunAsync("count", _ => Task.FromResult(++executed))), null, Token);
        Assert.Equal(2, executed);
    }

    [Fact]
    public async Task A_run_without_an_end_is_given_up()
    {
        var tester = new WorkflowTester(s_start) { MaxDeliveries = 20 };
        var exception = await Assert.ThrowsAsync<WorkflowException>(() => tester.RunAsync(
            () => Body(async context =>
            {
                for (var day = 0; ; day++)
                    await context.SleepAsync($"day {day}", TimeSpan.FromDays(1));
            }),
            null, Token));
        Assert.Contains("20 deliveries", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_that_cancels_its_run_goes_no_further()
    {
        var run = await new WorkflowTester(s_start).RunAsync(
            () => Body(async context =>
            {
                await context.RunAsync("one", _ => Task.CompletedTask);
                await context.CancelAsync();
                await context.RunAsync("two", _ => Task.CompletedTask);
            }),
            null, Token);
        Assert.Equal(WorkflowTestState.Cancelled, run.State);
        Assert.Equal(["one"], run.Steps.Select(step => step.Name));
    }

    internal static IWorkflow Body(Func<WorkflowContext, Task> body) => new Running(body);

    private sealed class Running(Func<WorkflowContext, Task> body) : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) => body(context);
    }

    private sealed class Returning(Func<WorkflowContext, Task<string>> body) : Workflow<string, string>
    {
        public override Task<string> RunAsync(WorkflowContext context, string input) => body(context);
    }

    private sealed class Reminding(TimeProvider time) : Workflow<int, DateTimeOffset>
    {
        public override async Task<DateTimeOffset> RunAsync(WorkflowContext context, int input)
        {
            var due = await context.RunAsync("load", _ => Task.FromResult(time.GetUtcNow().AddDays(input)));
            await context.SleepUntilAsync("until due", due);
            return await context.RunAsync("send", _ => Task.FromResult(time.GetUtcNow()));
        }
    }

    private sealed class Failing : Workflow<string>
    {
        public override Task RunAsync(WorkflowContext context, string input) =>
            context.RunAsync("break", Task (_) => throw new InvalidOperationException("broken"));

        protected override Task<object?> OnFailureAsync(WorkflowFailure failure, string input, CancellationToken cancellationToken) =>
            Task.FromResult<object?>($"{input}: {failure.Message}");
    }
}
