using SubTracker.Tests.Upstash.Testing;
using SubTracker.Upstash;
using SubTracker.Upstash.Testing;

namespace SubTracker.Tests.Upstash.Workflows;

/// <summary>The classic mistakes are named, with what to do instead.</summary>
public sealed class MistakeTests
{
    private readonly WorkflowTester _tester = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Awaiting_something_that_is_no_step() => Assert.Equal(
        "The workflow awaits something that is no step after its step 'one'. Do it inside context.RunAsync(name, …), and let the workflow await its steps only.",
        await MistakeAsync(async context =>
        {
            await context.RunAsync("one", _ => Task.CompletedTask);
            await Task.Yield();
            await context.RunAsync("two", _ => Task.CompletedTask);
        }));

    [Fact]
    public async Task Awaiting_something_before_the_first_step() => Assert.StartsWith(
        "The workflow awaits something that is no step before its first step.",
        await MistakeAsync(async context =>
        {
            await new TaskCompletionSource().Task;
            await context.RunAsync("one", _ => Task.CompletedTask);
        }),
        StringComparison.Ordinal);

    [Fact]
    public async Task Two_steps_of_one_name() => Assert.Equal(
        "Two steps are named 'send'. Give every step of a run its own name; in a loop, put the loop's key into it.",
        await MistakeAsync(async context =>
        {
            for (var i = 0; i < 2; i++)
                await context.RunAsync("send", _ => Task.CompletedTask);
        }));

    [Fact]
    public async Task A_step_inside_of_a_step() => Assert.Equal(
        "A step can not be run inside another step. Tried to run 'inner' inside 'outer'",
        await MistakeAsync(context => context.RunAsync("outer", async _ =>
        {
            await Task.Yield();
            await context.SleepAsync("inner", TimeSpan.FromSeconds(1));
        })));

    [Fact]
    public async Task A_step_that_is_not_awaited() => Assert.Equal(
        "The workflow has returned without awaiting its step 'forgotten'. Await every step that is started.",
        await MistakeAsync(async context =>
        {
            await context.RunAsync("one", _ => Task.CompletedTask);
            _ = context.RunAsync("forgotten", _ => Task.CompletedTask);
        }));

    [Fact]
    public async Task A_mistake_cannot_be_caught_by_the_workflow() => Assert.StartsWith(
        "Two steps are named",
        await MistakeAsync(async context =>
        {
            try
            {
                await Task.WhenAll(context.RunAsync("same", _ => Task.CompletedTask), context.RunAsync("same", _ => Task.CompletedTask));
            }
            catch (WorkflowException)
            {
                await context.RunAsync("caught", _ => Task.CompletedTask);
            }
        }),
        StringComparison.Ordinal);

    [Fact]
    public async Task No_step_at_all() => Assert.StartsWith(
        "The workflow has returned without a step.", await MistakeAsync(_ => Task.CompletedTask), StringComparison.Ordinal);

    private async Task<string> MistakeAsync(Func<WorkflowContext, Task> body) => (await Assert.ThrowsAsync<WorkflowException>(() =>
        _tester.RunAsync(() => WorkflowTesterTests.Body(body), null, TestContext.Current.CancellationToken))).Message;
}
