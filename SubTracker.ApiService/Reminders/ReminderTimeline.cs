using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Reminders;

namespace SubTracker.ApiService.Reminders;

/// <summary>A subscription's reminders: what became of them is in the ledger, what will become of them follows from the plan.</summary>
internal sealed class ReminderTimeline(
    ILedgerStore store, ISubscriptionStore subscriptions, UserChannels channels, RenewalPlanner planner, TimeProvider clock)
{
    public async Task<IReadOnlyList<ReminderResponse>> OfAsync(Subscription subscription, User user, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var planned = await AheadAsync(subscription, user, cancellationToken);
        var ahead = planned.Select(row => row.Id).ToHashSet();
        var rows = (await store.ListAsync(subscription.Id, cancellationToken))
            .Where(row => row.State != LedgerState.Superseded || !ahead.Contains(row.Id))
            .ToList();
        var known = rows.Select(row => row.Id).ToHashSet();
        return
        [
            .. rows.Select(row => row.ToResponse())
                .Concat(planned.Where(row => !known.Contains(row.Id)).Select(row => Planned(row, rows, now)))
                .OrderBy(reminder => reminder.DueAt)
                .ThenBy(reminder => reminder.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>One reminder of a user's own subscription: from the ledger, or planned and not yet in it.</summary>
    public async Task<(Subscription Subscription, LedgerRow Row, bool IsStored)?> FindAsync(string id, User user, CancellationToken cancellationToken)
    {
        var subscriptionId = id[..Math.Max(0, id.IndexOf('-', StringComparison.Ordinal))];
        if (await subscriptions.FindOwnedAsync(subscriptionId, user.Id, cancellationToken) is not { } subscription)
            return null;
        if (await store.FindAsync(id, cancellationToken) is { } row && row.UserId == user.Id)
            return (subscription, row, true);
        var planned = await AheadAsync(subscription, user, cancellationToken);
        return planned.FirstOrDefault(ahead => ahead.Id == id) is { } found ? (subscription, found, false) : null;
    }

    /// <summary>What the plan wants said next, as rows that the ledger may not have yet.</summary>
    public async Task<IReadOnlyList<LedgerRow>> AheadAsync(Subscription subscription, User user, CancellationToken cancellationToken)
    {
        if (planner.Ahead(subscription, user) is not { } plan)
            return [];
        var addressees = Addressee.Of(await channels.ListAsync(user, cancellationToken), subscription.Reminders.Channels);
        return
        [
            .. from moment in plan.Moments
               from addressee in addressees
               where addressee.WhyNot is null
               select LedgerRow.For(subscription.Id, user.Id, plan.Renewal, moment, LedgerState.Claimed, addressee.Id, addressee.Name),
        ];
    }

    private static ReminderResponse Planned(LedgerRow row, List<LedgerRow> rows, DateTimeOffset now)
    {
        var stopped = rows.Where(row.IsSiblingOf).Select(sibling => sibling.Stops(row.DueAt > now ? row.DueAt : now)).FirstOrDefault(reason => reason is not null);
        return row.ToResponse(stopped is not null ? ReminderStatus.Skipped : row.DueAt > now ? ReminderStatus.Planned : ReminderStatus.Waiting, stopped);
    }
}
