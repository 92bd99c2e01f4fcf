using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Faults;

/// <summary>The real process, killed between "scheduled" and "due".</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Killed_between_scheduled_and_due_and_started_again_it_sends_exactly_one_mail()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "kill -9 is a signal of Unix");
        await using var host = new HostProcess(Ports.Free());
        await host.StartAsync();
        using (var client = await host.SignUpAsync())
        {
            var renewal = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(10);
            var created = await (await client.PostJsonAsync("/api/v1/subscriptions", $$"""
                { "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "renewalDate": "{{renewal:yyyy-MM-dd}}", "reminders": { "daysBefore": [3] } }
                """)).DataAsync<CreatedSubscription>();
            Assert.NotNull(created.WorkflowRunId);
            Assert.Empty(await HostProcess.OutboxAsync(client));
        }

        // The answer did not wait for the queue: wherever the kill hits, before or behind the hand-over, the reminder must come.
        await host.KillAsync();
        host.SetClock(TimeSpan.FromDays(8));
        await host.StartAsync();
        using (var client = await host.SignInAsync())
            await ServiceProcess.UntilAsync(async () => (await HostProcess.OutboxAsync(client)).Count > 0);

        // Killed once more right behind it, and days later: nothing comes a second time.
        await host.KillAsync();
        host.SetClock(TimeSpan.FromDays(9));
        await host.StartAsync();
        using (var client = await host.SignInAsync())
        {
            var mail = Assert.Single(await HostProcess.OutboxAsync(client));
            Assert.StartsWith("Netflix renews", mail.Subject, StringComparison.Ordinal);
            Assert.Single(await (await client.ReadAsync("/api/v1/subscriptions")).DataAsync<List<SubscriptionResponse>>());
        }
    }

    [Fact]
    public async Task A_second_start_on_the_same_folder_ends_with_one_sentence()
    {
        await using var host = new HostProcess(Ports.Free());
        await host.StartAsync();
        var (exitCode, error) = await host.StartAnotherAsync();
        Assert.Equal(1, exitCode);
        Assert.StartsWith("SubTracker is running on this data folder already.", error, StringComparison.Ordinal);
    }
}
