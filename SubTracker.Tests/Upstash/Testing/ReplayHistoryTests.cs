using SubTracker.Upstash;
using SubTracker.Upstash.Testing;

namespace SubTracker.Tests.Upstash.Testing;

public sealed class ReplayHistoryTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly WorkflowTester _tester = new(s_start);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Code_that_is_unchanged_fits_its_history()
    {
        var history = await HistoryAsync("a", "b");
        Assert.Equal(new WorkflowReplayResult(true, null), await _tester.ReplayAsync(() => Steps("a", "b"), history, Token));
    }

    [Fact]
    public async Task A_step_may_be_added_at_the_end_and_is_not_executed()
    {
        var history = await HistoryAsync("a", "b");
        Assert.Equal(new WorkflowReplayResult(false, "c"), await _tester.ReplayAsync(() => Steps("a", "b", "c"), history, Token));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a", "renamed")]
    [InlineData("b", "a")]
    [InlineData("before", "a", "b")]
    public async Task Code_that_would_strand_runs_is_found(params string[] steps)
    {
        var history = await HistoryAsync("a", "b");
        await Assert.ThrowsAsync<WorkflowException>(() => _tester.ReplayAsync(() => Steps(steps), history, Token));
    }

    [Fact]
    public async Task A_workflow_that_reads_the_clock_outside_of_a_step_is_found()
    {
        var exception = await Assert.ThrowsAsync<WorkflowException>(() => _tester.RunAsync(
            () => WorkflowTesterTests.Body(async context =>
            {
                if (_tester.Time.GetUtcNow().Year == 2026)
                    await context.RunAsync("this year", _ => Task.CompletedTask);
                await context.RunAsync("always", _ => Task.CompletedTask);
            }),
            null, Token));
        Assert.Contains("must not read the clock", exception.Message, StringComparison.Ordinal);
    }

    private async Task<string> HistoryAsync(params string[] steps) => (await _tester.RunAsync(() => Steps(steps), null, Token)).History;

    private static IWorkflow Steps(params string[] names) => WorkflowTesterTests.Body(async context =>
    {
        foreach (var name in names)
            await context.RunAsync(name, _ => Task.CompletedTask);
    });
}
