using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Reminders;

/// <summary>Claims one row of the ledger, sends it, marks it. A run and the reconciler come through here alike.</summary>
internal sealed partial class ReminderSender(
    ReminderLedger ledger, Notifier notifier, SignedLinks links, ReminderMetrics metrics, TimeProvider clock, ILogger<ReminderSender> logger)
{
    /// <summary>Shorter than a claim holds, so that nobody takes over what is still being sent.</summary>
    private static readonly TimeSpan s_sendTakesAtMost = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_late = TimeSpan.FromMinutes(10);

    /// <inheritdoc cref="SendAsync(LedgerRow, Channel, Func{LedgerRow, bool, DateTimeOffset, Notification}, CancellationToken)"/>
    public Task<Outcome?> SendAsync(LedgerRow row, Channel channel, Subscription subscription, User user, CancellationToken cancellationToken) =>
        SendAsync(
            row, channel, (claimed, late, now) => links.AddTo(ReminderMessage.Write(claimed, subscription, user, late, now), claimed), cancellationToken);

    /// <summary>What became of it; <c>null</c> where another delivery holds the claim and may be sending right now.</summary>
    /// <param name="write">The words, of the row as it was claimed, whether it is late, and now.</param>
    public async Task<Outcome?> SendAsync(
        LedgerRow row, Channel channel, Func<LedgerRow, bool, DateTimeOffset, Notification> write, CancellationToken cancellationToken)
    {
        var claim = await ledger.ClaimAsync(row, cancellationToken);
        switch (claim.Result)
        {
            case ClaimResult.Done:
                return Outcome.AlreadySent;
            case ClaimResult.NotYet:
                return Outcome.Failed;
            case ClaimResult.Held:
                return null;
        }

        var now = clock.GetUtcNow();
        var late = IsLate(claim.Row, now);
        Channel over;
        // From here on it is done to the end, whoever hangs up meanwhile: a send that is broken off may have been one all the same.
        using var timeout = new CancellationTokenSource(s_sendTakesAtMost, clock);
        try
        {
            over = await notifier.SendAsync(channel, write(claim.Row, late, now), timeout.Token);
        }
        catch (Exception refused)
        {
            // One channel's failure never fails a run: the row remembers, and the reconciler tries again.
            var reason = timeout.IsCancellationRequested ? "no answer within a minute" : refused.Message;
            var failed = await ledger.MarkFailedAsync(claim.Row, reason, refused as ChannelException, CancellationToken.None);
            metrics.Failed(claim.Row);
            LogFailed(refused, row.Id, failed.NextAttemptAt);
            return Outcome.Failed;
        }
        await ledger.MarkSentAsync(claim.Row, late, over.Id == channel.Id ? null : $"over its fall-back {over.Name}", CancellationToken.None);
        metrics.Sent(claim.Row, clock.GetUtcNow() - row.DueAt);
        LogSent(row.Id, late);
        return Outcome.Sent;
    }

    public static bool IsLate(LedgerRow row, DateTimeOffset sentAt) => sentAt - row.DueAt > s_late;

    [LoggerMessage(LogLevel.Information, "Sent reminder {Reminder} (late: {Late})")]
    private partial void LogSent(string reminder, bool late);

    [LoggerMessage(LogLevel.Warning, "Reminder {Reminder} was not sent; again at {Again}")]
    private partial void LogFailed(Exception refused, string reminder, DateTimeOffset? again);
}
