using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Reminders;
using SubTracker.Contracts.Reminders;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Reminders;

/// <summary>What is shown of the reminders of a subscription, and what its owner does about them. The clock starts at 1 March 2026, 12:00 UTC.</summary>
public sealed class TimelineTests : IAsyncLifetime
{
    private TestSystem _system = null!;
    private HttpClient _client = null!;
    private string _id = "";

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.StartAsync();
        _client = await _system.SignUpAsync();
        _id = (await (await _client.PostJsonAsync(
            "/api/v1/subscriptions", """{ "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "renewalDate": "2026-03-20" }"""))
            .DataAsync<CreatedSubscription>()).Subscription.Id;
    }

    [Fact]
    public async Task It_shows_what_is_planned_and_then_what_became_of_it()
    {
        Assert.Equal(["7 Planned 03-13T09:00", "5 Planned 03-15T09:00", "2 Planned 03-18T09:00", "1 Planned 03-19T09:00"], await ShownAsync());
        await AdvanceToAsync("2026-03-16");
        Assert.Equal(["7 Sent 03-13T09:00", "5 Sent 03-15T09:00", "2 Planned 03-18T09:00", "1 Planned 03-19T09:00"], await ShownAsync());
        var sent = (await TimelineAsync())[0];
        Assert.Equal((AttemptOutcome.Sent, "email", new DateOnly(2026, 3, 20)), (Assert.Single(sent.Attempts).Outcome, sent.Channel, sent.Occurrence));
        Assert.NotNull(sent.TraceId);
    }

    [Fact]
    public async Task An_acknowledged_reminder_stops_its_siblings_and_not_those_of_the_next_renewal()
    {
        await AdvanceToAsync("2026-03-14");
        var acknowledged = await (await PostAsync((await TimelineAsync())[0].Id, "acknowledge")).DataAsync<ReminderResponse>();
        Assert.Equal((ReminderStatus.Sent, _system.Clock.GetUtcNow()), (acknowledged.State, acknowledged.AcknowledgedAt));
        Assert.Equal("Skipped acknowledged", $"{(await TimelineAsync())[1].State} {(await TimelineAsync())[1].Reason}");
        await AdvanceToAsync("2026-04-30");
        Assert.Equal(["03-13", "04-13", "04-15", "04-18", "04-19"], _system.Mail.Messages.Select(m => $"{m.Date:MM-dd}"));
        Assert.All((await TimelineAsync()).Skip(1).Take(3), r => Assert.Equal((ReminderStatus.Skipped, "acknowledged"), (r.State, r.Reason)));
    }

    [Fact]
    public async Task A_planned_reminder_can_be_acknowledged_before_it_is_said()
    {
        await (await PostAsync((await TimelineAsync())[2].Id, "acknowledge")).DataAsync<ReminderResponse>();
        await AdvanceToAsync("2026-03-21");
        Assert.Empty(_system.Mail.Messages);
    }

    [Fact]
    public async Task A_reminder_put_off_comes_once_more_then_as_another_message_and_the_siblings_wait_so_long()
    {
        await AdvanceToAsync("2026-03-14");
        var snoozed = await (await SnoozeAsync((await TimelineAsync())[0].Id, "2026-03-16T18:00:00Z")).DataAsync<ReminderResponse>();
        Assert.Equal((ReminderStatus.Waiting, new DateTimeOffset(2026, 3, 16, 18, 0, 0, TimeSpan.Zero)), (snoozed.State, snoozed.NextAttemptAt));
        await AdvanceToAsync("2026-03-16T18:00");
        await AdvanceToAsync("2026-03-19");
        Assert.Equal(["13 09:00", "16 18:00", "18 09:00", "19 09:00"], _system.Mail.Messages.Select(m => $"{m.Date:dd HH:mm}"));
        Assert.Equal(4, _system.Mail.Messages.Select(m => m.Id).Distinct().Count());
        Assert.Equal("5 Skipped put off until 2026-03-16 18:00 UTC", (await TimelineAsync()).Where(r => r is { DaysBefore: 5, Occurrence.Month: 3 }).Select(r => $"{r.DaysBefore} {r.State} {r.Reason}").Single());
    }

    [Theory]
    [InlineData("2026-03-13T00:00:00Z")]
    [InlineData("2026-03-21T00:00:00Z")]
    public async Task It_is_put_off_into_the_future_and_not_beyond_its_use(string until)
    {
        await AdvanceToAsync("2026-03-14");
        Assert.Equal(["until"], await (await SnoozeAsync((await TimelineAsync())[0].Id, until)).InvalidFieldsAsync());
    }

    [Fact]
    public async Task What_was_sent_is_sent_again_on_request_even_when_it_is_past_its_use()
    {
        await AdvanceToAsync("2026-03-25");
        await (await PostAsync((await TimelineAsync())[0].Id, "resend")).DataAsync<ReminderResponse>();
        await _system.SettleAsync();
        Assert.Equal(5, _system.Mail.Messages.Count);
        Assert.Equal(2, (await TimelineAsync()).Single(r => r is { DaysBefore: 7, Occurrence.Month: 3 }).Attempts.Count);
    }

    [Fact]
    public async Task What_lies_ahead_cannot_be_sent_again() =>
        await (await PostAsync((await TimelineAsync())[0].Id, "resend")).ProblemAsync(HttpStatusCode.Conflict);

    [Fact]
    public async Task Somebody_else_s_reminders_are_not_found()
    {
        await AdvanceToAsync("2026-03-14");
        var id = (await TimelineAsync())[0].Id;
        using var bob = await _system.SignUpAsync("Bob");
        await (await bob.ReadAsync($"/api/v1/subscriptions/{_id}/reminders")).ProblemAsync(HttpStatusCode.NotFound);
        foreach (var act in (string[])["acknowledge", "resend"])
            await (await bob.PostJsonAsync($"/api/v1/reminders/{id}/{act}", "{}")).ProblemAsync(HttpStatusCode.NotFound);
        await (await bob.PostJsonAsync($"/api/v1/reminders/{id}/snooze", """{ "until": "2026-03-15T00:00:00Z" }""")).ProblemAsync(HttpStatusCode.NotFound);
        foreach (var unknown in (string[])["x", "-", $"{_id}-renewal-20260320-99-email"])
            await (await PostAsync(unknown, "acknowledge")).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_a_changed_plan_will_not_say_any_more_is_shown_as_superseded()
    {
        await AdvanceToAsync("2026-03-02");
        (await _client.PatchJsonAsync($"/api/v1/subscriptions/{_id}", """{ "startDate": "2026-03-25" }""")).EnsureSuccessStatusCode();
        await AdvanceToAsync("2026-03-14");
        var shown = await TimelineAsync();
        Assert.Equal(4, shown.Count(r => r is { State: ReminderStatus.Superseded, Reason: "the subscription was changed", Occurrence.Day: 20 }));
        Assert.Equal(4, shown.Count(r => r is { State: ReminderStatus.Planned, Occurrence.Day: 25 }));
    }

    [Fact]
    public async Task What_a_changed_plan_says_at_another_time_is_said()
    {
        await AdvanceToAsync("2026-03-02");
        (await _client.PatchJsonAsync($"/api/v1/subscriptions/{_id}", """{ "reminders": { "timeOfDay": "18:00" } }""")).EnsureSuccessStatusCode();
        await AdvanceToAsync("2026-03-21");
        Assert.Equal(["13 18:00", "15 18:00", "18 18:00", "19 18:00"], _system.Mail.Messages.Select(m => $"{m.Date:dd HH:mm}"));
        Assert.All((await TimelineAsync()).Where(r => r.Occurrence.Month == 3), r => Assert.Equal(ReminderStatus.Sent, r.State));
    }

    [Fact]
    public async Task Claims_and_retries_survive_a_clock_that_is_set_back_a_day()
    {
        await AdvanceToAsync("2026-03-14");
        var store = _system.Services.GetRequiredService<ILedgerStore>();
        var row = (await store.ListAsync(_id, TestContext.Current.CancellationToken))[0];
        // Tomorrow's machine claimed it and failed; then somebody put its clock right.
        var failed = row.SaidAgain(_system.Clock.GetUtcNow(), false).Claimed(_system.Clock.GetUtcNow().AddDays(1)).Failed(_system.Clock.GetUtcNow().AddDays(1), "no");
        Assert.True(await store.ReplaceAsync(failed with { Version = row.Version + 1 }, row.Version, TestContext.Current.CancellationToken));
        await _system.SettleAsync();
        Assert.Equal(2, _system.Mail.Messages.Count);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _system.DisposeAsync();
    }

    private async Task AdvanceToAsync(string day)
    {
        var noon = day.Contains('T', StringComparison.Ordinal) ? day : $"{day}T12:00";
        await _system.AdvanceAsync(DateTimeOffset.Parse($"{noon}Z", null) - _system.Clock.GetUtcNow());
        _client.Dispose();
        _client = await _system.SignInAsync();
    }

    private async Task<List<ReminderResponse>> TimelineAsync() =>
        await (await _client.ReadAsync($"/api/v1/subscriptions/{_id}/reminders")).DataAsync<List<ReminderResponse>>();

    private async Task<IEnumerable<string>> ShownAsync() => (await TimelineAsync()).Select(r => $"{r.DaysBefore} {r.State} {r.DueAt:MM-ddTHH:mm}");

    private Task<HttpResponseMessage> PostAsync(string id, string act) => _client.PostJsonAsync($"/api/v1/reminders/{id}/{act}", "{}");

    private Task<HttpResponseMessage> SnoozeAsync(string id, string until) =>
        _client.PostJsonAsync($"/api/v1/reminders/{id}/snooze", $$"""{ "until": "{{until}}" }""");
}
