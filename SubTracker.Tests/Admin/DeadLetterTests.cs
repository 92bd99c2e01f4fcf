using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.Contracts.Admin;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Admin;

/// <summary>Runs that the queue has given up, because the API answered none of its deliveries, and what an administrator does about them.</summary>
public sealed class DeadLetterTests : IAsyncLifetime
{
    private readonly BrokenDoor _door = new();
    private TestSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.StartAsync(configure: services => services.AddSingleton<IStartupFilter>(_door));
        using var client = await _system.SignUpAsync();
        await (await client.PostJsonAsync(
            "/api/v1/subscriptions", """{ "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "renewalDate": "2026-03-20" }"""))
            .DataAsync<CreatedSubscription>();
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Theory]
    [InlineData("resume")]
    [InlineData("restart")]
    public async Task One_that_is_revived_ends_well_and_the_reminder_is_said_once(string act)
    {
        var letter = await DiesAsync();
        _door.IsBroken = false;
        using (var admin = await _system.SignInAsync())
        {
            var revived = await (await admin.PostJsonAsync($"/api/v1/admin/workflows/dead-letters/{letter.Id}/{act}", "{}")).DataAsync<RevivedRun>();
            Assert.StartsWith("wfr_", revived.RunId, StringComparison.Ordinal);
            Assert.DoesNotContain(await LettersAsync(), other => other.Id == letter.Id);
            await _system.AdvanceAsync(TimeSpan.FromMinutes(10));
            var run = Assert.Single(await (await admin.ReadAsync($"/api/v1/admin/workflows/runs?runId={revived.RunId}")).DataAsync<List<WorkflowRunResponse>>());
            Assert.Equal("RUN_SUCCESS", run.State);
            // Gone is gone: it cannot be revived twice.
            Assert.Equal(HttpStatusCode.NotFound, (await admin.PostJsonAsync($"/api/v1/admin/workflows/dead-letters/{letter.Id}/{act}", "{}")).StatusCode);
        }
        await _system.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal("Netflix renews in 7 days, on Friday, 20 March 2026", Assert.Single(_system.Mail.Messages).Subject);
    }

    [Fact]
    public async Task One_that_is_thrown_away_is_gone_and_the_reminder_is_said_all_the_same()
    {
        var letter = await DiesAsync();
        _door.IsBroken = false;
        using (var admin = await _system.SignInAsync())
        {
            Assert.Equal(HttpStatusCode.NoContent, (await admin.RemoveAsync($"/api/v1/admin/workflows/dead-letters/{letter.Id}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await admin.RemoveAsync($"/api/v1/admin/workflows/dead-letters/{letter.Id}")).StatusCode);
        }
        Assert.DoesNotContain(await LettersAsync(), other => other.Id == letter.Id);
        // The reconciler starts what is late again.
        await _system.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Single(_system.Mail.Messages);
    }

    [Fact]
    public async Task The_overview_counts_them_and_how_far_behind_the_reminders_are()
    {
        await DiesAsync();
        using (var admin = await _system.SignInAsync())
        {
            var overview = await (await admin.ReadAsync("/api/v1/admin/overview")).DataAsync<AdminOverview>();
            Assert.True(overview.Queue.DeadLetters > 0);
            Assert.Equal(new DateTimeOffset(2026, 3, 13, 9, 0, 0, TimeSpan.Zero), overview.OldestOverdue);
        }
        Assert.Equal("Degraded", await _system.Client.GetStringAsync("/health", TestContext.Current.CancellationToken));
        _door.IsBroken = false;
        await _system.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal("Healthy", await _system.Client.GetStringAsync("/health", TestContext.Current.CancellationToken));
        using (var admin = await _system.SignInAsync())
        {
            var overview = await (await admin.ReadAsync("/api/v1/admin/overview")).DataAsync<AdminOverview>();
            Assert.Null(overview.OldestOverdue);
            Assert.Equal(1, overview.Lag.Reminders);
            Assert.InRange(overview.Lag.P50Seconds!.Value, 1800, 24 * 3600);
            Assert.Equal(overview.Lag.P50Seconds, overview.Lag.P99Seconds);
        }
    }

    /// <summary>Nobody answers the queue from the moment on at which the reminder is due, until it gives up.</summary>
    private async Task<DeadLetterResponse> DiesAsync()
    {
        await _system.AdvanceAsync(new DateTimeOffset(2026, 3, 13, 8, 0, 0, TimeSpan.Zero) - _system.Clock.GetUtcNow());
        _door.IsBroken = true;
        for (var quarters = 0; quarters < 4 * 24; quarters++)
        {
            await _system.AdvanceAsync(TimeSpan.FromMinutes(15));
            if (await LettersAsync() is [.., var letter])
                return letter;
        }
        throw new InvalidOperationException("The queue has not given up within a day.");
    }

    private async Task<List<DeadLetterResponse>> LettersAsync()
    {
        using var admin = await _system.SignInAsync();
        return await (await admin.ReadAsync("/api/v1/admin/workflows/dead-letters")).DataAsync<List<DeadLetterResponse>>();
    }

    /// <summary>In front of the API: while it is broken, the queue's deliveries end in 500.</summary>
    private sealed class BrokenDoor : IStartupFilter
    {
        public bool IsBroken { get; set; }

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, inner) =>
            {
                if (IsBroken && context.Request.Path.StartsWithSegments("/api/v1/workflows", StringComparison.Ordinal))
                    context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                else
                    await inner(context);
            });
            next(app);
        };
    }
}
