using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Reminders;

/// <summary>What an owner does about a reminder, signed in or by a link of its message.</summary>
internal sealed class ReminderActs(ILedgerStore store, ReminderLedger ledger, RenewalPlanner planner, TimeProvider clock)
{
    /// <summary>Stops whatever else would be said of the same occurrence.</summary>
    public async Task<LedgerRow> AcknowledgeAsync(LedgerRow row, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // Planned and not yet said: its row says from now on that it never will be.
        var acknowledged = row.Skipped(LedgerTransitions.AcknowledgedReason) with { AcknowledgedAt = now };
        if (!await store.AddAsync(acknowledged, cancellationToken))
            acknowledged = await ledger.ChangeAsync(row, found => found.AcknowledgedAt is null ? found.Acknowledged(now) : null, cancellationToken);
        foreach (var sibling in await store.ListSiblingsAsync(LedgerRow.Siblings(row.SubscriptionId, row.Kind, row.Occurrence), cancellationToken))
            await ledger.ChangeAsync(
                sibling, found => found.ComesAgain ? found.Skipped(LedgerTransitions.AcknowledgedReason) : null, cancellationToken);
        return acknowledged;
    }

    /// <summary>Says it (again) at <paramref name="at"/>; <c>null</c> where it is being sent right now.</summary>
    /// <param name="requested">Even where it would no longer be of use by itself.</param>
    public async Task<LedgerRow?> SayAgainAsync(LedgerRow row, DateTimeOffset at, bool requested, CancellationToken cancellationToken)
    {
        var again = row.SaidAgain(at, requested);
        if (!await store.AddAsync(again, cancellationToken))
            again = await ledger.ChangeAsync(
                row, found => found.State == LedgerState.Claimed ? null : found.SaidAgain(at, requested), cancellationToken);
        planner.Wake();
        return again.State == LedgerState.Snoozed ? again : null;
    }

    /// <summary>What is wrong with putting a reminder off until <paramref name="until"/>; <c>null</c> where nothing is.</summary>
    public string? WhyNotUntil(LedgerRow row, DateTimeOffset until, User user)
    {
        if (until <= clock.GetUtcNow())
            return "This moment has passed; a reminder is put off into the future.";
        return UserZone.Of(user.TimeZone).Today(until) > row.LastUsefulDay
            ? $"A reminder of {row.Occurrence:yyyy-MM-dd} is of no use any more then."
            : null;
    }
}
