using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Upstash;

namespace SubTracker.ApiService.Reminders;

/// <summary>What is due at one moment, from the wake-up to the mark: is it still right, is it still of use, claim, send, mark, and on to the next.</summary>
internal sealed partial class ReminderDelivery(
    ISubscriptionStore subscriptions, IUserStore users, UserChannels channels, ILedgerStore store, ReminderLedger ledger, ReminderSender sender,
    Digests digests, RenewalPlanner planner, ReminderMetrics metrics, TimeProvider clock, ILogger<ReminderDelivery> logger)
{
    /// <exception cref="WorkflowRetryAfterException">Another delivery is sending one of these very reminders; whether it succeeds is known when its claim ends.</exception>
    public async Task<Outcome> RemindAsync(RenewalRun run, IReadOnlyList<Moment> together, CancellationToken cancellationToken)
    {
        var subscription = await subscriptions.FindAsync(run.SubscriptionId, cancellationToken);
        var user = subscription is null ? null : await users.FindAsync(subscription.UserId, cancellationToken);
        if (subscription is null || user is null || !subscription.Plan.IsRun(run.AsPlan()))
        {
            LogSuperseded(run.SubscriptionId, run.Revision, run.Renewal, run.Attempt);
            if (user is not null && subscription!.Plan.Revision > run.Revision)
                await SupersedeAsync(run, together[0], subscription, user, cancellationToken);
            return Outcome.Superseded;
        }

        var addressees = await AddresseesAsync(subscription, user, cancellationToken);
        var outcomes = new List<Outcome?>();
        foreach (var moment in together)
            outcomes.AddRange(await RemindAsync(run, moment, subscription, user, addressees, cancellationToken));
        if (outcomes.Contains(null))
            throw new WorkflowRetryAfterException(LedgerTransitions.ClaimHolds, "Another delivery is sending this reminder.");
        await MoveOnAsync(run, together[0], subscription, user, cancellationToken);
        // The one that says most: one channel's failure is no failure of the run.
        return outcomes.OfType<Outcome>().Min();
    }

    /// <summary>One reminder over each of its channels, at once: none waits for another.</summary>
    private async Task<Outcome?[]> RemindAsync(
        RenewalRun run, Moment moment, Subscription subscription, User user, IReadOnlyList<Addressee> addressees, CancellationToken cancellationToken)
    {
        var siblings = await store.ListSiblingsAsync(
            LedgerRow.Siblings(subscription.Id, moment.Kind, moment.Occurrence ?? run.Renewal), cancellationToken);
        return await Task.WhenAll(addressees.Select(async addressee =>
        {
            var row = Row(run, moment, subscription, addressee);
            if ((WhyNot(row, run, moment, user, siblings) ?? addressee.WhyNot) is { } reason)
            {
                await ledger.SkipAsync(row, reason, cancellationToken);
                metrics.Skipped(row);
                return Outcome.Skipped;
            }
            return await digests.GatherAsync(row, addressee.Channel!, user, cancellationToken)
                ? Outcome.Gathered
                : await sender.SendAsync(row, addressee.Channel!, subscription, user, cancellationToken);
        }));
    }

    /// <summary>Why a reminder whose moment has come is of no use; <c>null</c> where it is.</summary>
    private string? WhyNot(LedgerRow row, RenewalRun run, Moment moment, User user, IReadOnlyList<LedgerRow> siblings)
    {
        var now = clock.GetUtcNow();
        if (UserZone.Of(user.TimeZone).Today(now) > row.LastUsefulDay)
            return Usefulness.DayHasPassed;
        // Down over several moments: the latest is told, the earlier ones would only repeat it.
        if (run.Moments.Any(later => later.DueAt <= now && later.Repeats(moment)))
            return "past";
        return siblings.Where(sibling => sibling.Id != row.Id).Select(sibling => sibling.Stops(now)).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>What this run would have said from here on, it will not; where the new plan says the same it is said all the same.</summary>
    private async Task SupersedeAsync(RenewalRun run, Moment moment, Subscription subscription, User user, CancellationToken cancellationToken)
    {
        var addressees = await AddresseesAsync(subscription, user, cancellationToken);
        foreach (var unsaid in run.Moments.Where(m => m.DueAt >= moment.DueAt))
            foreach (var addressee in addressees.Where(a => a.WhyNot is null))
                await ledger.SupersedeAsync(Row(run, unsaid, subscription, addressee), "the subscription was changed", cancellationToken);
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

    private async Task<IReadOnlyList<Addressee>> AddresseesAsync(Subscription subscription, User user, CancellationToken cancellationToken) =>
        Addressee.Of(await channels.ListAsync(user, cancellationToken), subscription.Reminders.Channels);

    private static LedgerRow Row(RenewalRun run, Moment moment, Subscription subscription, Addressee addressee) => LedgerRow.For(
        subscription.Id, subscription.UserId, run.Renewal, moment, LedgerState.Claimed, addressee.Id, addressee.Name);

    [LoggerMessage(LogLevel.Information, "Superseded: run {Revision} of {SubscriptionId} for {Renewal}, attempt {Attempt}, is no longer the plan")]
    private partial void LogSuperseded(string subscriptionId, long revision, DateOnly renewal, int attempt);
}
