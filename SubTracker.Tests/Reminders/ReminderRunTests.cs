using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Reminders;

/// <summary>One subscription, its reminders, and what happens meanwhile. The clock starts at Sunday, 1 March 2026, 12:00 UTC.</summary>
public sealed class ReminderRunTests
{
    private const string Root = "/api/v1/subscriptions";

    [Fact]
    public async Task A_reminder_arrives_when_it_is_due_and_not_before()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        await CreateAsync(client, "2026-03-20");
        await system.AdvanceAsync(new DateTimeOffset(2026, 3, 13, 8, 59, 59, TimeSpan.Zero) - system.Clock.GetUtcNow());
        Assert.Empty(system.Mail.Messages);
        await system.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("Netflix renews in 7 days, on Friday, 20 March 2026", Assert.Single(system.Mail.Messages).Subject);
    }

    [Fact]
    public async Task Added_three_days_ahead_the_latest_past_reminder_is_sent_at_once_and_says_that_it_is_late()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        var id = await CreateAsync(client, "2026-03-04");
        await system.SettleAsync();
        Assert.Contains("This reminder is late", Assert.Single(system.Mail.Messages).Text, StringComparison.Ordinal);
        var rows = await LedgerAsync(system, id);
        Assert.Equal(["7 Skipped past", "5 Sent "], rows.Select(r => $"{r.DaysBefore} {r.State} {r.Reason}"));
    }

    [Fact]
    public async Task A_moved_date_moves_the_reminders_and_the_old_run_says_nothing()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        var id = await CreateAsync(client, "2026-03-20");
        await system.AdvanceAsync(TimeSpan.FromDays(1));
        using var later = await system.SignInAsync();
        await (await later.PatchJsonAsync($"{Root}/{id}", """{ "startDate": "2026-03-25" }""")).DataAsync<SubscriptionResponse>();
        await system.AdvanceAsync(TimeSpan.FromDays(24));
        Assert.Equal(["18 09:00", "20 09:00", "23 09:00", "24 09:00"], system.Mail.Messages.Select(m => $"{m.Date:dd HH:mm}"));
    }

    [Fact]
    public async Task Names_and_prices_are_read_when_the_reminder_is_sent_and_plan_nothing_anew()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        var id = await CreateAsync(client, "2026-03-20");
        await (await client.PatchJsonAsync($"{Root}/{id}", """{ "name": "Netflix 4K", "price": 21 }""")).DataAsync<SubscriptionResponse>();
        await system.AdvanceAsync(TimeSpan.FromDays(12));
        var mail = Assert.Single(system.Mail.Messages);
        Assert.StartsWith("Netflix 4K", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("21.00 EUR", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cancel", "would have been charged today: was money taken?")]
    [InlineData("delete")]
    [InlineData("off")]
    public async Task Deleted_or_switched_off_nothing_more_is_said_and_cancelled_one_thing_more(string how, params string[] more)
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        var id = await CreateAsync(client, "2026-03-20");
        await system.AdvanceAsync(TimeSpan.FromDays(13));
        Assert.Single(system.Mail.Messages);
        using var later = await system.SignInAsync();
        using var answer = how switch
        {
            "cancel" => await later.PutJsonAsync($"{Root}/{id}/cancel", "{}"),
            "delete" => await later.RemoveAsync($"{Root}/{id}"),
            _ => await later.PatchJsonAsync($"{Root}/{id}", """{ "reminders": { "enabled": false } }"""),
        };
        Assert.True(answer.IsSuccessStatusCode);
        await system.AdvanceAsync(TimeSpan.FromDays(60));
        Assert.Equal(more, system.Mail.Messages.Skip(1).Select(m => m.Subject.Replace("Netflix ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_changed_zone_and_changed_defaults_move_what_follows_them()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        await CreateAsync(client, "2026-03-20");
        await system.SettleAsync();
        (await client.PatchJsonAsync("/api/v1/users/me", """{ "timeZone": "America/New_York", "reminders": { "daysBefore": [3], "timeOfDay": "20:00" } }""")).EnsureSuccessStatusCode();
        await system.AdvanceAsync(TimeSpan.FromDays(30));
        // New York is on summer time since 8 March: 20:00 there is midnight in UTC.
        Assert.Equal(["2026-03-18 00:00"], system.Mail.Messages.Select(m => $"{m.Date:yyyy-MM-dd HH:mm}"));
    }

    [Fact]
    public async Task A_machine_that_was_off_says_the_latest_late_and_records_the_others()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        var id = await CreateAsync(client, "2026-03-20");
        await system.SettleAsync();
        await system.SleepThroughAsync(TimeSpan.FromDays(15));
        Assert.Contains("late", Assert.Single(system.Mail.Messages).Text, StringComparison.Ordinal);
        Assert.Equal(["7 Skipped", "5 Sent"], (await LedgerAsync(system, id)).Select(r => $"{r.DaysBefore} {r.State}"));
        await system.AdvanceAsync(TimeSpan.FromDays(5));
        Assert.Equal(3, system.Mail.Messages.Count);
    }

    [Fact]
    public async Task A_machine_that_was_off_over_the_renewal_sends_nothing_stale_and_goes_on_with_the_next()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        var id = await CreateAsync(client, "2026-03-20");
        await system.SettleAsync();
        await system.SleepThroughAsync(TimeSpan.FromDays(22));
        Assert.Empty(system.Mail.Messages);
        Assert.Equal(
            [(7, "its day has passed"), (5, "its day has passed"), (2, "its day has passed"), (1, "its day has passed")],
            (await LedgerAsync(system, id)).Where(row => row.State == LedgerState.Skipped).Select(row => (row.DaysBefore, row.Reason!)));
        await system.AdvanceAsync(TimeSpan.FromDays(30));
        Assert.Equal(4, system.Mail.Messages.Count);
    }

    [Fact]
    public async Task The_queue_being_down_fails_no_write_and_loses_no_plan()
    {
        await using var system = await TestSystem.StartAsync(settings: new() { ["QSTASH_URL"] = "http://127.0.0.1:9" });
        using var client = await system.SignUpAsync();
        await CreateAsync(client, "2026-03-20");
        var settling = system.SettleAsync();
        // The client tries several times, and waits in between on the same clock.
        while (!settling.IsCompleted)
        {
            system.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await Assert.ThrowsAnyAsync<Exception>(() => settling);
        var store = system.Services.GetRequiredService<ISubscriptionStore>();
        Assert.Single(await store.ListPendingPlansAsync(10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_run_that_the_queue_has_lost_is_started_again_and_nothing_is_said_twice()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        var id = await CreateAsync(client, "2026-03-20");
        await system.AdvanceAsync(TimeSpan.FromDays(13));
        Assert.Single(system.Mail.Messages);
        await system.LoseRunAsync(id);
        await system.AdvanceAsync(TimeSpan.FromDays(7));
        // The next moment is healed ten minutes after its time, the others come on time again.
        Assert.Equal(4, system.Mail.Messages.Select(m => m.Id).Distinct().Count());
        Assert.Equal(4, system.Mail.Messages.Count);
    }

    [Fact]
    public async Task A_late_reminder_whose_run_has_just_been_started_is_not_taken_for_lost()
    {
        await using var system = await TestSystem.StartAsync();
        using var client = await system.SignUpAsync();
        var id = await CreateAsync(client, "2026-03-04");
        var reconciler = system.Services.GetRequiredService<Reconciler>();
        await reconciler.RunOnceAsync(TestContext.Current.CancellationToken);
        system.Clock.Advance(TimeSpan.FromMinutes(9));
        await reconciler.RunOnceAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, (await PlanAsync(system, id)).Attempt);
        system.Clock.Advance(TimeSpan.FromMinutes(2));
        await reconciler.RunOnceAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, (await PlanAsync(system, id)).Attempt);
        await system.SettleAsync();
        Assert.Single(system.Mail.Messages);
    }

    private static async Task<ReminderPlanState> PlanAsync(TestSystem system, string id) =>
        (await system.Services.GetRequiredService<ISubscriptionStore>().FindAsync(id, TestContext.Current.CancellationToken))!.Plan;

    private static async Task<string> CreateAsync(HttpClient client, string renewal) => (await (await client.PostJsonAsync(
        Root, $$"""{ "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "renewalDate": "{{renewal}}" }"""))
        .DataAsync<CreatedSubscription>()).Subscription.Id;

    private static Task<IReadOnlyList<LedgerRow>> LedgerAsync(TestSystem system, string id) =>
        system.Services.GetRequiredService<ILedgerStore>().ListAsync(id, TestContext.Current.CancellationToken);
}
