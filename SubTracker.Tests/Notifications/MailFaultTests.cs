using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Reminders;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Notifications;

/// <summary>The whole system with a mail server that misbehaves. The reminder is due on 13 March 2026 at 9:00 UTC.</summary>
public sealed class MailFaultTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_due = new(2026, 3, 13, 9, 0, 0, TimeSpan.Zero);

    private readonly SmtpServerDouble _server = new();
    private TestSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await TestSystem.StartAsync(settings: new()
    {
        ["Email:Host"] = "127.0.0.1",
        ["Email:Port"] = _server.Port.ToString(CultureInfo.InvariantCulture),
        ["Email:Security"] = "None",
        ["Email:From"] = "SubTracker <reminders@example.org>",
    });

    [Fact]
    public async Task While_the_server_is_down_a_reminder_is_tried_ever_more_rarely_and_it_is_sent_once_when_it_is_up()
    {
        var id = await AddAsync("Ada");
        await _server.GoDownAsync();
        await AdvanceToAsync(s_due);
        List<string> attempts = [];
        for (var row = await RowAsync(id); attempts.Count < 7; row = await RowAsync(id))
        {
            Assert.Equal((LedgerState.Failed, attempts.Count + 1), (row.State, row.Attempts));
            attempts.Add($"{row.NextAttemptAt - _system.Clock.GetUtcNow()}");
            await AdvanceToAsync(row.NextAttemptAt!.Value.AddSeconds(-1));
            Assert.Equal(row.Attempts, (await RowAsync(id)).Attempts);
            await AdvanceToAsync(row.NextAttemptAt!.Value);
        }
        Assert.Equal(["00:01:00", "00:05:00", "00:15:00", "01:00:00", "03:00:00", "06:00:00", "06:00:00"], attempts);

        _server.ComeUp();
        await AdvanceToAsync(s_due.AddDays(1).AddHours(12));

        var mail = Assert.Single(_server.Messages);
        Assert.Equal($"{id}-renewal-20260320-7-email@example.org", mail.MessageId);
        Assert.Contains("This reminder is late", mail.TextBody, StringComparison.Ordinal);
        var sent = await RowAsync(id);
        Assert.Equal((LedgerState.Sent, true, null), (sent.State, sent.Late, sent.NextAttemptAt));
    }

    [Fact]
    public async Task A_server_that_stays_down_over_the_renewal_is_not_asked_to_send_stale_news()
    {
        var id = await AddAsync("Ada");
        await _server.GoDownAsync();
        await AdvanceToAsync(s_due.AddDays(9));
        _server.ComeUp();
        await AdvanceToAsync(s_due.AddDays(12));
        Assert.Empty(_server.Messages);
        Assert.All(await RowsAsync(id), row => Assert.Equal((LedgerState.Skipped, "its day has passed"), (row.State, row.Reason)));
    }

    [Fact]
    public async Task A_recipient_that_is_refused_does_not_stop_the_mail_of_others()
    {
        _server.UnknownRecipients.Add("ada@example.org");
        var adas = await AddAsync("Ada");
        var bobs = await AddAsync("Bob");
        await AdvanceToAsync(s_due);
        Assert.Equal("Bob@example.org", Assert.Single(Assert.Single(_server.Messages).To.Mailboxes).Address);
        Assert.Equal(LedgerState.Sent, (await RowAsync(bobs)).State);
        var refused = await RowAsync(adas);
        Assert.Equal(LedgerState.Failed, refused.State);
        Assert.Contains("no such mailbox", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_sent_again_under_the_same_message_id()
    {
        var id = await AddAsync("Ada");
        _server.DropTheNextAnswer();
        await AdvanceToAsync(s_due);
        Assert.Equal(LedgerState.Failed, (await RowAsync(id)).State);
        await AdvanceToAsync(s_due.AddHours(1));
        Assert.Equal(LedgerState.Sent, (await RowAsync(id)).State);
        Assert.Equal(Enumerable.Repeat($"{id}-renewal-20260320-7-email@example.org", 2), _server.Messages.Select(m => m.MessageId));
    }

    [Fact]
    public async Task A_retry_that_died_between_claim_and_mark_is_taken_up_when_its_claim_has_ended()
    {
        var id = await AddAsync("Ada");
        await _server.GoDownAsync();
        await AdvanceToAsync(s_due);
        _server.ComeUp();
        // The reconciler of another replica claims the retry, and its machine is switched off.
        var retry = s_due.AddMinutes(1);
        var row = await RowAsync(id);
        Assert.True(await _system.Services.GetRequiredService<ILedgerStore>().ReplaceAsync(
            row.Claimed(retry) with { Version = row.Version + 1 }, row.Version, TestContext.Current.CancellationToken));
        await AdvanceToAsync(retry + LedgerTransitions.ClaimHolds - TimeSpan.FromSeconds(1));
        Assert.Empty(_server.Messages);
        await AdvanceToAsync(retry + LedgerTransitions.ClaimHolds);
        Assert.Single(_server.Messages);
        Assert.Equal(LedgerState.Sent, (await RowAsync(id)).State);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _server.DisposeAsync();
    }

    private Task AdvanceToAsync(DateTimeOffset moment) => _system.AdvanceAsync(moment - _system.Clock.GetUtcNow());

    private async Task<string> AddAsync(string user)
    {
        using var client = await _system.SignUpAsync(user);
        var created = await client.PostJsonAsync(
            "/api/v1/subscriptions",
            """{ "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "renewalDate": "2026-03-20" }""");
        return (await created.DataAsync<CreatedSubscription>()).Subscription.Id;
    }

    private Task<IReadOnlyList<LedgerRow>> RowsAsync(string id) =>
        _system.Services.GetRequiredService<ILedgerStore>().ListAsync(id, TestContext.Current.CancellationToken);

    /// <summary>The row of the reminder seven days before.</summary>
    private async Task<LedgerRow> RowAsync(string id) => (await RowsAsync(id))[0];
}
