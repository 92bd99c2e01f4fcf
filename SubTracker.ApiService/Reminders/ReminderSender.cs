using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Reminders;

/// <summary>Claims one row of the ledger, sends it, marks it. A run and the reconciler come through here alike.</summary>
internal sealed partial class ReminderSender(
    IReminderLedger ledger, IEmailSender email, ReminderMetrics metrics, TimeProvider clock, ILogger<ReminderSender> logger)
{
    /// <summary>Longer than any send may take; who finds a claim older than this may take it over.</summary>
    public static readonly TimeSpan ClaimHolds = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_sendTakesAtMost = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_late = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan[] s_backOff =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6),
    ];

    /// <summary>What became of it; <c>null</c> where another delivery holds the claim and may be sending right now.</summary>
    public async Task<Outcome?> SendAsync(LedgerRow row, Subscription subscription, User user, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var claim = await ledger.ClaimAsync(row, now, now + ClaimHolds, cancellationToken);
        if (claim.Result == ClaimResult.Done)
            return Outcome.AlreadySent;
        if (claim.Result == ClaimResult.Held)
            return null;

        var late = now - row.DueAt > s_late;
        try
        {
            using var timeout = new CancellationTokenSource(s_sendTakesAtMost, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            await email.SendAsync(ReminderMail.Write(row, subscription, user, late, now), either.Token);
        }
        catch (Exception refused) when (refused is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // One channel's failure never fails a run: the row remembers, and the reconciler tries again.
            var again = now + s_backOff[Math.Min(claim.Attempts, s_backOff.Length - 1)];
            await ledger.MarkFailedAsync(row.Id, refused.Message, again, cancellationToken);
            metrics.Failed();
            LogFailed(refused, row.Id, again);
            return Outcome.Failed;
        }
        // The provider said yes: from here the mark must be made, whoever has hung up meanwhile.
        await ledger.MarkSentAsync(row.Id, clock.GetUtcNow(), late, CancellationToken.None);
        metrics.Sent(clock.GetUtcNow() - row.DueAt);
        LogSent(row.Id, late);
        return Outcome.Sent;
    }

    [LoggerMessage(LogLevel.Information, "Sent reminder {Reminder} (late: {Late})")]
    private partial void LogSent(string reminder, bool late);

    [LoggerMessage(LogLevel.Warning, "Reminder {Reminder} was not sent; again at {Again}")]
    private partial void LogFailed(Exception refused, string reminder, DateTimeOffset again);
}
