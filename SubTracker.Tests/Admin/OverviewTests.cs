using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using SubTracker.ApiService.Admin;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Admin;
using SubTracker.Tests.Platform;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Admin;

public sealed class OverviewTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_queue_that_does_not_answer_is_waited_for_two_seconds_and_the_rest_is_told()
    {
        // It takes connections and says nothing.
        using var queue = new TcpListener(IPAddress.Loopback, 0);
        queue.Start();
        await using var host = await ApiHost.StartAsync(new() { ["QSTASH_URL"] = $"http://{queue.LocalEndpoint}" });
        var (admin, _) = await host.SignUpAsync();
        var asked = Stopwatch.GetTimestamp();
        var overview = await (await admin.ReadAsync("/api/v1/admin/overview")).DataAsync<AdminOverview>();
        Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 1.5, 6);
        Assert.Equal((1, null, ApiHost.Start), (overview.Users, overview.Queue.DeadLetters, overview.CountedAt));
    }

    [Fact]
    public async Task What_took_long_to_count_is_kept_for_twenty_times_as_long()
    {
        using var engine = new SqliteEngine();
        var clock = new FakeTimeProvider(Some.Now);
        var server = new CountingServer(engine.Store<IAdminStore>(), clock);
        var figures = new Figures(server, engine.Store<ILedgerStore>(), clock);
        async Task<long> CountAsync() => (await figures.ReadAsync(Token)).Installation.Subscriptions;
        Task<bool> AddAsync(string id) => engine.Store<ISubscriptionStore>().AddAsync(Some.Subscription(id), Some.Today, Token);

        await AddAsync("a");
        Assert.Equal(1, await CountAsync());
        await AddAsync("b");
        server.Takes = TimeSpan.FromSeconds(3);
        Assert.Equal(2, await CountAsync());
        await AddAsync("c");
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(2, await CountAsync());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, await CountAsync());
    }

    /// <summary>A database that takes its time.</summary>
    private sealed class CountingServer(IAdminStore store, FakeTimeProvider clock) : IAdminStore
    {
        public TimeSpan Takes { get; set; }

        public Task<InstallationCounts> CountAsync(CancellationToken cancellationToken)
        {
            clock.Advance(Takes);
            return store.CountAsync(cancellationToken);
        }

        public Task<IReadOnlyList<Subscription>> ListSubscriptionsAsync(string after, int limit, CancellationToken cancellationToken) =>
            store.ListSubscriptionsAsync(after, limit, cancellationToken);
    }
}
