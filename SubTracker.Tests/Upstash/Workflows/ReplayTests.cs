using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Workflows;

public sealed class ReplayTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(s_start);

    [Fact]
    public async Task A_long_sleep_is_submitted_up_to_the_longest_delay()
    {
        var step = Submitted(await DeliverAsync(SleepThenRun(days: 20), [], TimeSpan.FromDays(7)));
        Assert.Equal("SleepUntil", step.StepType);
        Assert.Equal(s_start.AddDays(7).ToUnixTimeSeconds(), step.SleepUntil);
    }

    [Fact]
    public async Task A_hop_that_falls_short_is_followed_by_the_next_one_under_the_same_name()
    {
        _time.SetUtcNow(s_start.AddDays(7));
        var step = Submitted(await DeliverAsync(SleepThenRun(days: 20), [Hop(1, s_start.AddDays(7))], TimeSpan.FromDays(7)));
        Assert.Equal((2, "until"), (step.StepId, step.StepName));
        Assert.Equal(s_start.AddDays(14).ToUnixTimeSeconds(), step.SleepUntil);
    }

    [Fact]
    public async Task The_last_hop_ends_at_the_moment_itself()
    {
        _time.SetUtcNow(s_start.AddDays(14));
        StepRecord[] history = [Hop(1, s_start.AddDays(7)), Hop(2, s_start.AddDays(14))];
        var step = Submitted(await DeliverAsync(SleepThenRun(days: 20), history, TimeSpan.FromDays(7)));
        Assert.Equal(s_start.AddDays(20).ToUnixTimeSeconds(), step.SleepUntil);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    public async Task What_was_slept_is_decided_by_the_history_and_not_by_the_clock(int daysLater)
    {
        _time.SetUtcNow(s_start.AddDays(daysLater));
        StepRecord[] history = [Hop(1, s_start.AddDays(7)), Hop(2, s_start.AddDays(14)), Hop(3, s_start.AddDays(20))];
        var step = Submitted(await DeliverAsync(SleepThenRun(days: 20), history, TimeSpan.FromDays(7)));
        Assert.Equal((4, "after"), (step.StepId, step.StepName));
    }

    [Fact]
    public async Task A_hop_delivered_late_is_followed_by_a_hop_that_is_due_at_once()
    {
        _time.SetUtcNow(s_start.AddDays(30));
        var step = Submitted(await DeliverAsync(SleepThenRun(days: 20), [Hop(1, s_start.AddDays(7))], TimeSpan.FromDays(7)));
        Assert.Equal(s_start.AddDays(20).ToUnixTimeSeconds(), step.SleepUntil);
    }

    [Fact]
    public async Task A_pause_of_given_length_is_slept_in_hops_too()
    {
        List<StepRecord> history = [];
        List<string?> delays = [];
        while (true)
        {
            var result = Assert.IsType<DeliveryResult.Submitted>(await DeliverAsync(Pause, history, TimeSpan.FromDays(7)));
            var append = Assert.IsType<Append>(Assert.Single(result.Submissions));
            if (append.Record.StepName == "after")
                break;
            history.Add(append.Record);
            delays.Add(append.Step.Delay);
        }

        Assert.Equal(["604800s", "604800s", "86401s"], delays);

        static async Task<string?> Pause(WorkflowContext context)
        {
            await context.SleepAsync("pause", TimeSpan.FromDays(15) + TimeSpan.FromMilliseconds(200));
            await context.RunAsync("after", _ => Task.CompletedTask);
            return null;
        }
    }

    [Fact]
    public async Task Without_a_cap_a_sleep_is_one_message()
    {
        var step = Submitted(await DeliverAsync(SleepThenRun(days: 4000), [], null));
        Assert.Equal(s_start.AddDays(4000).ToUnixTimeSeconds(), step.SleepUntil);
    }

    [Fact]
    public async Task A_sleep_in_hops_goes_on_beside_other_steps()
    {
        StepRecord[] history =
        [
            new() { StepId = 0, TargetStep = 1, Concurrent = 2, StepName = "until", StepType = "SleepUntil", SleepUntil = s_start.AddDays(7).ToUnixTimeSeconds() },
            new() { StepId = 0, TargetStep = 2, Concurrent = 2, StepName = "beside", StepType = "Run" },
            new() { StepId = 2, Concurrent = 2, StepName = "beside", StepType = "Run" },
            new() { StepId = 1, Concurrent = 2, StepName = "until", StepType = "SleepUntil", SleepUntil = s_start.AddDays(7).ToUnixTimeSeconds() },
        ];
        var step = Submitted(await DeliverAsync(Together, history, TimeSpan.FromDays(7)));
        Assert.Equal((3, "until", 1), (step.StepId, step.StepName, step.Concurrent));
        Assert.Equal(s_start.AddDays(7).ToUnixTimeSeconds(), step.SleepUntil);

        static async Task<string?> Together(WorkflowContext context)
        {
            await Task.WhenAll(
                context.SleepUntilAsync("until", s_start.AddDays(10)),
                context.RunAsync("beside", _ => Task.CompletedTask));
            return null;
        }
    }

    [Fact]
    public async Task An_abandoned_body_neither_goes_on_nor_stays_in_memory()
    {
        var wentOn = false;
        var body = await AbandonAsync();
        for (var i = 0; i < 10 && body.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(body.IsAlive);
        Assert.False(wentOn);

        async Task<WeakReference> AbandonAsync()
        {
            var held = new object();
            await DeliverAsync(
                async context =>
                {
                    try
                    {
                        await context.RunAsync("step", _ => Task.CompletedTask);
                    }
                    finally
                    {
                        wentOn = held is not null;
                    }

                    return null;
                },
                [], null);
            return new WeakReference(held);
        }
    }

    [Fact]
    public async Task A_step_is_over_before_the_delivery_is()
    {
        var release = new TaskCompletionSource();
        var delivery = DeliverAsync(
            async context =>
            {
                await context.RunAsync("slow", _ => release.Task);
                return null;
            },
            [], null);
        Assert.False(delivery.IsCompleted);
        release.SetResult();
        Assert.IsType<DeliveryResult.Submitted>(await delivery);
    }

    [Fact]
    public async Task The_moment_of_the_start_is_the_same_at_every_delivery()
    {
        List<DateTimeOffset> seen = [];
        async Task<string?> Body(WorkflowContext context)
        {
            seen.Add(context.StartedAt);
            await context.RunAsync("one", _ => Task.CompletedTask);
            return null;
        }

        await DeliverAsync(Body, [], null);
        _time.Advance(TimeSpan.FromDays(1));
        await DeliverAsync(Body, [new StepRecord { StepId = 1, StepName = "one", StepType = "Run" }], null);
        Assert.Equal([s_start, s_start], seen);
    }

    private Task<DeliveryResult> DeliverAsync(
        Func<WorkflowContext, Task<string?>> body, IReadOnlyList<StepRecord> history, TimeSpan? cap)
    {
        // Through JSON, as it comes over the wire.
        var recorded = history.Select(r => JsonSerializer.Deserialize<StepRecord>(JsonSerializer.Serialize(r, UpstashJson.Wire), UpstashJson.Wire)!);
        var replay = new Replay([.. recorded], _time, cap, TestContext.Current.CancellationToken);
        var run = new RunInfo("wfr_1", "http://app/wf", s_start, new HeaderDictionary(), new Nobody());
        var context = new WorkflowContext(run, replay, TestContext.Current.CancellationToken);
        return replay.RunAsync(() => body(context));
    }

    private static Func<WorkflowContext, Task<string?>> SleepThenRun(int days) => async context =>
    {
        await context.SleepUntilAsync("until", s_start.AddDays(days));
        await context.RunAsync("after", _ => Task.CompletedTask);
        return null;
    };

    private static StepRecord Hop(int id, DateTimeOffset until) =>
        new() { StepId = id, StepName = "until", StepType = "SleepUntil", SleepUntil = until.ToUnixTimeSeconds() };

    private static StepRecord Submitted(DeliveryResult result) =>
        Assert.Single(Assert.IsType<DeliveryResult.Submitted>(result).Submissions).Record;
}
