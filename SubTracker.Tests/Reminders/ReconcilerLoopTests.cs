using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
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
        await using var system = await TestSystem.StartAsync();
        var leases = new SeenLeases(system.Services.GetRequiredService<ILeaseStore>());
        using var first = Loop(system, leases);
        using var second = Loop(system, leases);
        await first.StartAsync(Token);
        await leases.RoundsAsync(1);
        await second.StartAsync(Token);
        await leases.RoundsAsync(2);
        Assert.Equal([true, false], leases.Rounds.Select(round => round.Taken));
        var holder = leases.Rounds.First().Holder;

        system.Clock.Advance(TimeSpan.FromSeconds(30));
        await leases.RoundsAsync(4);
        Assert.All(leases.Rounds, round => Assert.Equal(round.Holder == holder, round.Taken));

        // Who is killed gives nothing back; its lease ends after a minute and a half.
        leases.IsLost = killed;
        await first.StopAsync(Token);
        var before = leases.Rounds.Count;
        for (var round = 1; round <= (killed ? 3 : 1); round++)
        {
            Assert.DoesNotContain(leases.Rounds.Skip(before), later => later.Taken);
            system.Clock.Advance(TimeSpan.FromSeconds(30));
            await leases.RoundsAsync(before + round);
        }
        Assert.True(leases.Rounds.Last() is { Taken: true } last && last.Holder != holder);
        await second.StopAsync(Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ReconcilerLoop Loop(TestSystem system, ILeaseStore leases) => new(
        system.Services.GetRequiredService<Reconciler>(), system.Services.GetRequiredService<RenewalPlanner>(), leases, system.Clock,
        NullLogger<ReconcilerLoop>.Instance);

    private sealed class SeenLeases(ILeaseStore store) : ILeaseStore
    {
        public bool IsLost { get; set; }

        public ConcurrentQueue<(string Holder, bool Taken)> Rounds { get; } = [];

        public Task RoundsAsync(int count) => ServiceProcess.UntilAsync(() => Task.FromResult(Rounds.Count >= count));

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
}
