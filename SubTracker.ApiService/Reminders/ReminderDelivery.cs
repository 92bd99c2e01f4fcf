using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Upstash;

namespace SubTracker.ApiService.Reminders;

/// <summary>One reminder from the wake-up to the mark: is it still right, is it still of use, claim, send, mark, and on to the next.</summary>
internal sealed partial class ReminderDelivery(
    ISubscriptionStore subscriptions, IUserStore users, ReminderLedger ledger, ReminderSender sender,
    RenewalPlanner planner, ReminderMetrics metrics, TimeProvider clock, ILogger<ReminderDelivery> logger)
{
    /// <exception cref="WorkflowRetryAfterException">Another delivery is sending this very reminder; whether it succeeds is known when its claim ends.</exception>
    public async Task<Outcome> RemindAsync(RenewalRun run, Moment moment, CancellationToken cancellationToken)
    {
        var subscription = await subscriptions.FindAsync(run.SubscriptionId, cancellationToken);
        var user = subscription is null ? null : await users.FindAsync(subscription.UserId, cancellationToken);
        if (subscription is null || user is null || !subscription.Plan.IsRun(run.AsPlan()))
        {
            LogSuperseded(run.SubscriptionId, run.Revision, run.Renewal, run.Attempt);
            if (subscription?.Plan.Revision > run.Revision)
                await SupersedeAsync(run, moment, subscription, cancellationToken);
            return Outcome.Superseded;
        }

        var outcome = await SendOrSkipAsync(run, moment, subscription, user, cancellationToken);
        await MoveOnAsync(run, moment, subscription, user, cancellationToken);
        return outcome;
    }

    private async Task<Outcome> SendOrSkipAsync(
        RenewalRun run, Moment moment, Subscription subscription, User user, CancellationToken cancellationToken)
    {
        var row = LedgerRow.For(subscription.Id, user.Id, run.Renewal, moment, LedgerState.Claimed);
        if (await WhyNotAsync(row, run, moment, user, cancellationToken) is { } reason)
        {
            await ledger.SkipAsync(row, reason, cancellationToken);
            metrics.Skipped(row);
            return Outcome.Skipped;
        }
        return await sender.SendAsync(row, subscription, user, cancellationToken)
            ?? throw new WorkflowRetryAfterException(LedgerTransitions.ClaimHolds, "Another delivery is sending this reminder.");
    }

    /// <summary>Why a reminder whose moment has come is of no use; <c>null</c> where it is.</summary>
    private async Task<string?> WhyNotAsync(LedgerRow row, RenewalRun run, Moment moment, User user, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (UserZone.Of(user.TimeZone).Today(now) > row.LastUsefulDay)
            return "the day of the renewal has passed";
        // Down over several moments: the latest is told, the earlier ones would only repeat it.
        if (run.After(moment) is { } later && later.DueAt <= now)
            return "past";
        return await ledger.StoppedBySiblingAsync(row, cancellationToken);
    }

    /// <summary>What this run would have said from here on, it will not; where the new plan says the same it is said all the same.</summary>
    private async Task SupersedeAsync(RenewalRun run, Moment moment, Subscription subscription, CancellationToken cancellationToken)
    {
        foreach (var unsaid in run.Moments.Where(m => m.DueAt >= moment.DueAt))
            await ledger.SupersedeAsync(
                LedgerRow.For(subscription.Id, subscription.UserId, run.Renewal, unsaid, LedgerState.Superseded), "the subscription was changed", cancellationToken);
    }

    /// <summary>Writes down which moment is next, or hands over to the next renewal behind the last one.</summary>
    private async Task MoveOnAsync(RenewalRun run, Moment moment, Subscription subscription, User user, CancellationToken cancellationToken)
    {
        if (run.After(moment) is { } next)
        {
            await subscriptions.MovePlanAsync(subscription.Id, run.AsPlan(), run.AsPlan() with { DueAt = planner.NotBeforeNow(next) }, cancellationToken);
            return;
        }
        var successor = planner.PlanFrom(subscription, user, run.Revision, run.Renewal.AddDays(1));
        await subscriptions.MovePlanAsync(subscription.Id, run.AsPlan(), successor, cancellationToken);
        planner.Wake();
    }

    [LoggerMessage(LogLevel.Information, "Superseded: run {Revision} of {SubscriptionId} for {Renewal}, attempt {Attempt}, is no longer the plan")]
    private partial void LogSuperseded(string subscriptionId, long revision, DateOnly renewal, int attempt);
}
