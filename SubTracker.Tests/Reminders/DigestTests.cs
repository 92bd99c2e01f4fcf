using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Reminders;
using SubTracker.Contracts.Notifications;
using SubTracker.Contracts.Reminders;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Users;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Reminders;

/// <summary>Several reminders of one day in one message. The clock starts at 1 March 2026, 12:00 UTC; what renews on 20 March is first told on 13 March.</summary>
public sealed class DigestTests : IAsyncLifetime
{
    private TestSystem _system = null!;

    private IReadOnlyCollection<SubTracker.ApiService.Notifications.EmailMessage> Mails => _system.Mail.Messages;

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.StartAsync();
        using var client = await _system.SignUpAsync();
        var me = await (await client.PatchJsonAsync("/api/v1/users/me", """{ "reminders": { "digest": true } }""")).DataAsync<UserResponse>();
        Assert.True(me.Reminders.Digest);
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task What_is_due_together_is_told_in_one_message_once_and_each_timeline_says_so()
    {
        string[] ids = [await AddAsync("Netflix"), await AddAsync("Spotify"), await AddAsync("iCloud")];
        await AdvanceToAsync("2026-03-13T09:00");
        Assert.Empty(Mails);
        Assert.Equal("Waiting goes with the digest of the day", (await ShownAsync(ids[0]))[0]);
        await AdvanceToAsync("2026-03-13T09:05");
        var mail = Assert.Single(Mails);
        Assert.Equal("3 reminders for Friday, 13 March 2026: iCloud, Netflix, Spotify", mail.Subject);
        Assert.All((string[])["Netflix renews in 7 days", "Spotify renews in 7 days", "iCloud renews in 7 days"], said => Assert.Contains(said, mail.Text, StringComparison.Ordinal));
        foreach (var id in ids)
        {
            var reminder = (await TimelineAsync(id))[0];
            Assert.Equal((ReminderStatus.Sent, false, "with the digest of the day"), (reminder.State, reminder.Late, Assert.Single(reminder.Attempts).Detail));
        }
        await AdvanceToAsync("2026-03-14T09:00");
        Assert.Single(Mails);
        await AdvanceToAsync("2026-03-15T09:05");
        Assert.Equal(2, Mails.Select(m => m.Id).Distinct().Count());
    }

    [Fact]
    public async Task One_alone_is_an_ordinary_reminder_under_its_own_id()
    {
        var id = await AddAsync("Netflix");
        await AdvanceToAsync("2026-03-13T09:05");
        var mail = Assert.Single(Mails);
        Assert.Equal($"{id}-renewal-20260320-7-email", mail.Id);
        Assert.StartsWith("Netflix renews in 7 days", mail.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_time_of_day_comes_at_its_own_time_and_by_itself()
    {
        await AddAsync("Netflix");
        await AddAsync("Spotify");
        await AddAsync("Early", """{ "timeOfDay": "07:00" }""");
        await AdvanceToAsync("2026-03-13T07:00");
        Assert.StartsWith("Early renews", Assert.Single(Mails).Subject, StringComparison.Ordinal);
        await AdvanceToAsync("2026-03-13T09:05");
        Assert.StartsWith("2 reminders", Mails.Last().Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_days_off_what_is_late_comes_in_one_message_marked_late()
    {
        await AddAsync("Netflix");
        await AddAsync("Spotify");
        await _system.SleepThroughAsync(TimeSpan.FromDays(13));
        await _system.AdvanceAsync(TimeSpan.FromMinutes(3));
        var mail = Assert.Single(Mails);
        Assert.Equal(2, mail.Text.Split("This reminder is late").Length - 1);
    }

    [Fact]
    public async Task What_was_acknowledged_cancelled_or_put_off_meanwhile_is_not_in_it()
    {
        var (netflix, spotify, cancelled) = (await AddAsync("Netflix"), await AddAsync("Spotify"), await AddAsync("Cancelled"));
        var (later, _) = (await AddAsync("Later"), await AddAsync("Last"));
        await AdvanceToAsync("2026-03-13T09:00");
        using (var client = await _system.SignInAsync())
        {
            await (await client.PostJsonAsync($"/api/v1/reminders/{netflix}-renewal-20260320-7-email/acknowledge", "{}")).DataAsync<ReminderResponse>();
            await (await client.PostJsonAsync($"/api/v1/reminders/{later}-renewal-20260320-7-email/snooze", """{ "until": "2026-03-13T15:00:00Z" }""")).DataAsync<ReminderResponse>();
            (await client.PutJsonAsync($"/api/v1/subscriptions/{cancelled}/cancel", "{}")).EnsureSuccessStatusCode();
        }
        await AdvanceToAsync("2026-03-13T09:05");
        Assert.Equal("2 reminders for Friday, 13 March 2026: Last, Spotify", Assert.Single(Mails).Subject);
        await AdvanceToAsync("2026-03-13T15:00");
        Assert.StartsWith("Later renews", Mails.Last().Subject, StringComparison.Ordinal);
        Assert.Equal("Skipped acknowledged", (await ShownAsync(netflix))[0]);
        Assert.StartsWith("Sent", (await ShownAsync(spotify))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("digest")]
    [InlineData("member")]
    public async Task Who_dies_before_the_mark_loses_nothing_and_doubles_only_under_the_same_id(string unmarked)
    {
        string[] ids = [await AddAsync("Netflix"), await AddAsync("Spotify")];
        await AdvanceToAsync("2026-03-13T09:05");
        var store = _system.Services.GetRequiredService<ILedgerStore>();
        // As the ledger stood when the process was killed behind the provider's yes.
        var digest = (await store.ListAsync(new LedgerQuery(10, Kind: ReminderKind.Digest), Token)).Single();
        if (unmarked == "digest")
            await PutAsync(digest with { State = LedgerState.Claimed, SentAt = null, History = [], ClaimedUntil = Now.AddMinutes(2), NextAttemptAt = Now.AddMinutes(2) });
        foreach (var id in ids)
            await PutAsync((await store.ListAsync(id, Token))[0] with { State = LedgerState.Snoozed, Digest = digest.Occurrence, SentAt = null, History = [], NextAttemptAt = Now });
        await AdvanceToAsync("2026-03-13T09:06");
        await AdvanceToAsync("2026-03-13T09:15");
        await AdvanceToAsync("2026-03-13T09:25");
        Assert.Equal(unmarked == "digest" ? 2 : 1, Mails.Count);
        Assert.Single(Mails.Select(m => m.Id).Distinct());
        foreach (var id in ids)
            Assert.Equal("Sent", (await ShownAsync(id))[0]);
    }

    [Fact]
    public async Task A_digest_that_fails_is_tried_again_with_what_is_still_of_use()
    {
        var (netflix, spotify) = (await AddAsync("Netflix"), await AddAsync("Spotify"));
        await AdvanceToAsync("2026-03-13T09:05");
        var store = _system.Services.GetRequiredService<ILedgerStore>();
        var digest = (await store.ListAsync(new LedgerQuery(10, Kind: ReminderKind.Digest), Token)).Single();
        await PutAsync((digest with { State = LedgerState.Claimed, SentAt = null, History = [] }).Failed(Now, "no"));
        foreach (var id in (string[])[netflix, spotify])
            await PutAsync((await store.ListAsync(id, Token))[0] with { State = LedgerState.Snoozed, Digest = digest.Occurrence, SentAt = null, History = [], NextAttemptAt = Now });
        using (var client = await _system.SignInAsync())
            (await client.PutJsonAsync($"/api/v1/subscriptions/{netflix}/cancel", "{}")).EnsureSuccessStatusCode();
        await AdvanceToAsync("2026-03-13T09:10");
        Assert.Equal(2, Mails.Count);
        Assert.StartsWith("Spotify renews", Mails.Last().Subject, StringComparison.Ordinal);
        Assert.Equal(digest.Id, Mails.Last().Id);
        await AdvanceToAsync("2026-03-13T09:20");
        Assert.Equal("Sent", (await ShownAsync(spotify))[0]);
        Assert.Equal("Skipped the subscription has moved on", (await ShownAsync(netflix))[0]);
    }

    [Fact]
    public async Task One_that_was_claimed_by_who_died_and_has_nothing_left_to_say_ends()
    {
        var ids = (string[])[await AddAsync("Netflix"), await AddAsync("Spotify")];
        await AdvanceToAsync("2026-03-13T09:05");
        var store = _system.Services.GetRequiredService<ILedgerStore>();
        var digest = (await store.ListAsync(new LedgerQuery(10, Kind: ReminderKind.Digest), Token)).Single();
        await PutAsync(digest with { State = LedgerState.Claimed, SentAt = null, History = [], ClaimedUntil = Now.AddMinutes(2), NextAttemptAt = Now.AddMinutes(2) });
        foreach (var id in ids)
        {
            await PutAsync((await store.ListAsync(id, Token))[0] with { State = LedgerState.Snoozed, Digest = digest.Occurrence, SentAt = null, History = [], NextAttemptAt = Now.AddMinutes(2) });
            using var client = await _system.SignInAsync();
            (await client.PutJsonAsync($"/api/v1/subscriptions/{id}/cancel", "{}")).EnsureSuccessStatusCode();
        }
        await AdvanceToAsync("2026-03-13T09:10");
        Assert.Equal("Skipped the subscription has moved on", (await ShownAsync(ids[0]))[0]);
        digest = (await store.FindAsync(digest.Id, Token))!;
        Assert.Equal((LedgerState.Skipped, null, AttemptOutcome.Unknown), (digest.State, digest.NextAttemptAt, Assert.Single(digest.History).Outcome));
        Assert.Single(Mails);
    }

    [Fact]
    public async Task The_links_of_a_digest_act_on_its_members()
    {
        var netflix = await AddAsync("Netflix");
        await AddAsync("Spotify");
        await AdvanceToAsync("2026-03-13T09:05");
        var mail = Assert.Single(Mails);
        var lines = mail.Text.Split('\n');
        var link = lines[Array.FindIndex(lines, line => line.StartsWith("Netflix: I have seen it", StringComparison.Ordinal)) + 1].Trim();
        using (var reader = new HttpClient())
            (await reader.PostAsync(new Uri(_system.Client.BaseAddress!, new Uri(link).PathAndQuery), new FormUrlEncodedContent([]), Token)).EnsureSuccessStatusCode();
        Assert.NotNull((await TimelineAsync(netflix))[0].AcknowledgedAt);
        await AdvanceToAsync("2026-03-15T09:05");
        Assert.StartsWith("Spotify renews in 5 days", Mails.Last().Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_twenty_come_in_several_messages()
    {
        foreach (var number in Enumerable.Range(1, 25))
            await AddAsync($"Service {number}");
        await AdvanceToAsync("2026-03-13T09:05");
        Assert.Equal([20, 5], Mails.Select(m => int.Parse(m.Subject.Split(' ')[0], null)).OrderDescending());
    }

    [Fact]
    public async Task A_digest_is_one_for_each_channel()
    {
        using (var client = await _system.SignInAsync())
            await (await client.PostJsonAsync("/api/v1/channels", """{ "type": "email", "name": "Work", "settings": { "address": "work@example.org" } }""")).DataAsync<ChannelResponse>();
        await AddAsync("Netflix");
        await AddAsync("Spotify");
        await AdvanceToAsync("2026-03-13T09:05");
        Assert.Equal(["Ada@example.org", "work@example.org"], Mails.Select(m => m.ToAddress).Order());
        Assert.All(Mails, mail => Assert.StartsWith("2 reminders", mail.Subject, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_administrator_sends_a_digest_once_more_whole_and_as_another_message()
    {
        await AddAsync("Netflix");
        await AddAsync("Spotify");
        await AdvanceToAsync("2026-03-13T09:05");
        using (var client = await _system.SignInAsync())
            (await client.PostJsonAsync($"/api/v1/admin/reminders/{Assert.Single(Mails).Id}/resend", "{}")).EnsureSuccessStatusCode();
        await AdvanceToAsync("2026-03-13T09:06");
        Assert.Equal(2, Mails.Select(m => m.Id).Distinct().Count());
        Assert.Single(Mails.Select(m => m.Subject).Distinct());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _system.Clock.GetUtcNow();

    private async Task PutAsync(LedgerRow row)
    {
        var store = _system.Services.GetRequiredService<ILedgerStore>();
        Assert.True(await store.ReplaceAsync(row with { Version = row.Version + 1 }, row.Version, Token));
    }

    private Task AdvanceToAsync(string utc) => _system.AdvanceAsync(DateTimeOffset.Parse($"{utc}Z", System.Globalization.CultureInfo.InvariantCulture) - Now);

    private async Task<string> AddAsync(string name, string reminders = "{}")
    {
        using var client = await _system.SignInAsync();
        return (await (await client.PostJsonAsync(
            "/api/v1/subscriptions",
            $$"""{ "name": "{{name}}", "price": 15.99, "currency": "EUR", "frequency": "monthly", "renewalDate": "2026-03-20", "reminders": {{reminders}} }"""))
            .DataAsync<CreatedSubscription>()).Subscription.Id;
    }

    private async Task<List<ReminderResponse>> TimelineAsync(string id)
    {
        using var client = await _system.SignInAsync();
        return await (await client.ReadAsync($"/api/v1/subscriptions/{id}/reminders")).DataAsync<List<ReminderResponse>>();
    }

    private async Task<List<string>> ShownAsync(string id) => [.. (await TimelineAsync(id)).Select(r => $"{r.State} {r.Reason}".Trim())];
}
