using System.Diagnostics;
using SubTracker.Contracts.Notifications;
using SubTracker.Contracts.Reminders;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Faults;

/// <summary>Faults 6 and 7 on a fake clock: hours that a zone skips or has twice, and edits in the second of the wake-up.</summary>
public sealed class TimeFaultTests
{
    private readonly Stopwatch _time = Stopwatch.StartNew();

    [Theory]
    [InlineData("2026-03-29", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25", "2026-10-25T00:30:00Z")]
    public async Task An_hour_that_is_skipped_or_comes_twice_sends_each_reminder_once(string day, string due)
    {
        await using var system = await TestSystem.StartAsync();
        var dueAt = DateTimeOffset.Parse(due, null);
        Batch batch;
        using (var client = await system.SignUpAsync(timeZone: "Europe/Berlin"))
            batch = await Batch.AddAsync(client, dueAt, DateOnly.Parse(day, null), "02:30", Judge.Count);
        await system.AdvanceAsync(dueAt - system.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        Assert.Empty(system.Mail.Messages);
        await system.AdvanceAsync(TimeSpan.FromHours(5));
        Judge.Report($"due at 02:30 on {day} in Berlin", _time.Elapsed, await JudgeAsync(system, batch));
    }

    [Theory]
    [InlineData("moved", """{ "startDate": "2026-03-20" }""")]
    [InlineData("cancelled", """{ "status": "cancelled" }""")]
    [InlineData("price changed", """{ "price": 12.49 }""")]
    public async Task An_edit_in_the_second_of_the_wake_up_leaves_one_reminder_or_its_reason(string edit, string patch)
    {
        await using var system = await TestSystem.StartAsync();
        var (batch, client) = await RaceAsync(system, (client, subscription) => edit == "cancelled"
            ? client.PutJsonAsync($"/api/v1/subscriptions/{subscription}/cancel", """{ "effective": "now" }""")
            : client.PatchJsonAsync($"/api/v1/subscriptions/{subscription}", patch));
        await system.AdvanceAsync(TimeSpan.FromDays(20));
        using var again = await system.SignInAsync();
        var rows = await batch.RowsAsync(again);
        // Sent before the edit, or not at all, and then with the reason; a new date is announced in any case, a new price on the old one.
        var verdicts = new[] { ReminderStatus.Sent, ReminderStatus.Superseded, ReminderStatus.Skipped }.Select(state => Judge.Of(
            batch.Only(rows.Where(row => row.State == state).Select(row => row.Id)), Ids(system), [.. rows.Where(row => row.State == state)], expected: state)).ToList();
        Assert.Equal(batch.Count, verdicts.Sum(verdict => verdict.Reminders));
        if (edit == "price changed")
            Assert.Equal(batch.Count, verdicts[0].Reminders);
        if (edit == "moved")
            verdicts.Add(await JudgeAsync(system, batch.On(new DateOnly(2026, 3, 20))));
        Judge.Report($"{edit} in the second of the wake-up", _time.Elapsed, [.. verdicts]);
        client.Dispose();
    }

    [Fact]
    public async Task A_channel_removed_in_the_second_of_the_wake_up_leaves_one_reminder_or_its_reason()
    {
        await using var system = await TestSystem.StartAsync();
        var channel = "";
        var (batch, client) = await RaceAsync(system, (client, _) => client.RemoveAsync($"/api/v1/channels/{channel}"), edits: 1, async client =>
            channel = (await (await client.PostJsonAsync(
                "/api/v1/channels", """{ "type": "email", "name": "Work", "settings": { "address": "work@example.org" } }""")).DataAsync<ChannelResponse>()).Id);
        await system.AdvanceAsync(TimeSpan.FromDays(5));
        using var again = await system.SignInAsync();
        var rows = await batch.RowsAsync(again);
        var verdicts = new[] { ReminderStatus.Sent, ReminderStatus.Skipped }.Select(state => Judge.Of(
            batch.Only(rows.Where(row => row.State == state).Select(row => row.Id)), Ids(system), [.. rows.Where(row => row.State == state)], expected: state)).ToList();
        Assert.Equal(batch.Count, verdicts.Sum(verdict => verdict.Reminders));
        Judge.Report("channel removed in the second of the wake-up", _time.Elapsed, [.. verdicts]);
        client.Dispose();
    }

    [Fact]
    public async Task An_account_deleted_in_the_second_of_the_wake_up_is_told_once_or_not_at_all_and_then_no_more()
    {
        await using var system = await TestSystem.StartAsync();
        using var administrator = await system.SignUpAsync("Root");
        var (batch, client) = await RaceAsync(system, async (client, _) =>
        {
            using var root = await system.SignInAsync("Root");
            return await root.RemoveAsync($"/api/v1/users/{await UserIdAsync(client)}");
        }, edits: 1);
        var told = system.Mail.Messages.Count;
        Assert.Equal(told, Ids(system).Distinct().Count());
        await system.AdvanceAsync(TimeSpan.FromDays(20));
        Assert.Equal(told, system.Mail.Messages.Count);
        Judge.Report("account deleted in the second of the wake-up", _time.Elapsed, new Verdict(batch.Count, 0, 0, 0));
        client.Dispose();
    }

    private static async Task<string> UserIdAsync(HttpClient client) =>
        (await (await client.ReadAsync("/api/v1/users/me")).DataAsync<Contracts.Users.UserResponse>()).Id;

    /// <summary>Everything wakes up while it is edited.</summary>
    /// <param name="channelOf">Adds the channel that they go over.</param>
    private static async Task<(Batch, HttpClient)> RaceAsync(
        TestSystem system, Func<HttpClient, string, Task<HttpResponseMessage>> edit, int? edits = null, Func<HttpClient, Task<string>>? channelOf = null)
    {
        Batch batch;
        using (var client = await system.SignUpAsync())
            batch = await Batch.AddAsync(client, system.Clock.GetUtcNow(), Judge.Count, channelOf is null ? "email" : await channelOf(client));
        await system.AdvanceAsync(batch.DueAt - system.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        var editor = await system.SignInAsync();
        var waking = system.AdvanceAsync(TimeSpan.FromSeconds(1));
        foreach (var subscription in batch.Subscriptions.Values.Take(edits ?? batch.Count))
            Assert.True((await edit(editor, subscription)).IsSuccessStatusCode);
        await waking;
        return (batch, editor);
    }

    private static IEnumerable<string> Ids(TestSystem system) => system.Mail.Messages.Select(message => message.Id);

    private static async Task<Verdict> JudgeAsync(TestSystem system, Batch batch)
    {
        using var client = await system.SignInAsync();
        return Judge.Of(batch, Ids(system), await batch.RowsAsync(client));
    }
}
