using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Reminders;

namespace SubTracker.ApiService.Reminders;

/// <summary>A subscription's reminders: what became of them is in the ledger, what will become of them follows from the plan.</summary>
internal sealed class ReminderTimeline(ILedgerStore store, ISubscriptionStore subscriptions, RenewalPlanner planner, TimeProvider clock)
{
    public async Task<IReadOnlyList<ReminderResponse>> OfAsync(Subscription subscription, User user, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var planned = planner.Ahead(subscription, user);
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
        return planner.Ahead(subscription, user).FirstOrDefault(planned => planned.Id == id) is { } ahead ? (subscription, ahead, false) : null;
    }

    private static ReminderResponse Planned(LedgerRow row, List<LedgerRow> rows, DateTimeOffset now)
    {
        var stopped = rows.Where(row.IsSiblingOf).Select(sibling => sibling.Stops(row.DueAt > now ? row.DueAt : now)).FirstOrDefault(reason => reason is not null);
        return row.ToResponse(stopped is not null ? ReminderStatus.Skipped : row.DueAt > now ? ReminderStatus.Planned : ReminderStatus.Waiting, stopped);
    }
}
