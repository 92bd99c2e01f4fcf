using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SubTracker.ApiService.Reminders;
using SubTracker.Tests.Faults;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Reminders;

/// <summary>Of two replicas one reconciles, and the other when that one is gone.</summary>
public sealed class ReconcilerLoopTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_of_two_holds_the_lease_and_the_other_takes_over(bool killed)
    {
        var clock = new LoopClock();
        await using var system = await TestSystem.StartAsync(configure: services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        var leases = new SeenLeases(system.Services.GetRequiredService<ILeaseStore>());
        using var first = Loop(system, leases, clock);
        using var second = Loop(system, leases, clock);
        await first.StartAsync(Token);
        await clock.RoundsAsync(1);
        await second.StartAsync(Token);
        await clock.RoundsAsync(2);
        Assert.Equal([true, false], leases.Rounds.Select(round => round.Taken));
        var holder = leases.Rounds.First().Holder;

        clock.Advance(TimeSpan.FromSeconds(30));
        await clock.RoundsAsync(4);
        Assert.All(leases.Rounds, round => Assert.Equal(round.Holder == holder, round.Taken));

        // Who is killed gives nothing back; its lease ends after a minute and a half.
        leases.IsLost = killed;
        await first.StopAsync(Token);
        var before = leases.Rounds.Count;
        for (var round = 1; round <= (killed ? 3 : 1); round++)
        {
            Assert.DoesNotContain(leases.Rounds.Skip(before), later => later.Taken);
            clock.Advance(TimeSpan.FromSeconds(30));
            await clock.RoundsAsync(before + round);
        }
        Assert.True(leases.Rounds.Last() is { Taken: true } last && last.Holder != holder);
        await second.StopAsync(Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ReconcilerLoop Loop(TestSystem system, ILeaseStore leases, TimeProvider clock) => new(
        system.Services.GetRequiredService<Reconciler>(), system.Services.GetRequiredService<RenewalPlanner>(), leases, clock,
        NullLogger<ReconcilerLoop>.Instance);

    private sealed class SeenLeases(ILeaseStore store) : ILeaseStore
    {
        public bool IsLost { get; set; }

        public ConcurrentQueue<(string Holder, bool Taken)> Rounds { get; } = [];

        public async Task<bool> TakeAsync(
            string name, string holder, DateTimeOffset now, DateTimeOffset until, DateTimeOffset farthest, CancellationToken cancellationToken)
        {
            var taken = await store.TakeAsync(name, holder, now, until, farthest, cancellationToken);
            Rounds.Enqueue((holder, taken));
            return taken;
        }

        public Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken) =>
            IsLost ? Task.CompletedTask : store.ReleaseAsync(name, holder, cancellationToken);
    }

    /// <summary>A round is over when its loop waits for the next one.</summary>
    private sealed class LoopClock() : FakeTimeProvider(TestSystem.Start)
    {
        private int _waits;

        public Task RoundsAsync(int count) => ServiceProcess.UntilAsync(() => Task.FromResult(Volatile.Read(ref _waits) >= count));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == TimeSpan.FromSeconds(30))
                Interlocked.Increment(ref _waits);
            return timer;
        }
    }
}
