using SubTracker.ApiService.Notifications;

namespace SubTracker.ApiService.Reminders;

/// <param name="Row">As it is in the ledger now.</param>
internal sealed record Claim(ClaimResult Result, LedgerRow Row);

/// <summary>Who has been told what: claimed before sending, marked after. Where two write at once, one writes on top of the other.</summary>
internal sealed class ReminderLedger(ILedgerStore store, TimeProvider clock)
{
    public async Task<Claim> ClaimAsync(LedgerRow row, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            var fresh = row.Claimed(now) with { Version = 1 };
            if (row.Attempts == 0 && await store.AddAsync(fresh, cancellationToken))
                return new(ClaimResult.Ours, fresh);
            if (await store.FindAsync(row.Id, cancellationToken) is not { } found)
            {
                // Forgotten meanwhile, with its owner.
                if (row.Attempts > 0)
                    return new(ClaimResult.Done, row);
                continue;
            }
            var (result, changed) = found.Claim(now);
            if (changed is null)
                return new(result, found);
            if (await ReplaceAsync(found, changed, cancellationToken) is { } written)
                return new(result, written);
        }
    }

    /// <summary>Marks a claimed row sent: whoever claimed it meanwhile, it was.</summary>
    public Task MarkSentAsync(LedgerRow row, bool late, string? detail, CancellationToken cancellationToken) =>
        ChangeAsync(row, found => found.Sent(clock.GetUtcNow(), late, detail), cancellationToken);

    /// <summary>Marks a claimed row failed, unless another has claimed it meanwhile or marked it.</summary>
    /// <returns>The row as it is now.</returns>
    public Task<LedgerRow> MarkFailedAsync(LedgerRow row, string reason, ChannelException? refused, CancellationToken cancellationToken) => ChangeAsync(
        row,
        found => found.Version == row.Version
            ? found.Failed(clock.GetUtcNow(), reason, refused?.RetryAfter, wasTried: refused?.IsPaused != true)
            : null,
        cancellationToken);

    /// <summary>Puts a reminder aside for the digest of a day.</summary>
    /// <returns>Whether it waits for one now: not where it was sent, say, or has failed by itself.</returns>
    public async Task<bool> GatherAsync(LedgerRow row, DateOnly day, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (await store.AddAsync(row.Gathered(day, until) with { Version = 1 }, cancellationToken))
            return true;
        return await store.FindAsync(row.Id, cancellationToken) is { } found
            && (await ChangeAsync(found, now => now.State == LedgerState.Superseded ? now.Gathered(day, until) : null, cancellationToken)).IsGathered;
    }

    /// <summary>Records that a reminder is not sent, unless it was, or somebody is at it.</summary>
    public async Task SkipAsync(LedgerRow row, string reason, CancellationToken cancellationToken)
    {
        if (!await store.AddAsync(row.Skipped(reason) with { Attempts = 0, Version = 1 }, cancellationToken))
            await ChangeAsync(row, found => found.SkippedUnlessHeld(reason, clock.GetUtcNow()), cancellationToken);
    }

    /// <summary>Records that the plan which wanted a reminder is no longer the plan, where nothing is known of it.</summary>
    public Task SupersedeAsync(LedgerRow row, string reason, CancellationToken cancellationToken) =>
        store.AddAsync(row with { State = LedgerState.Superseded, Reason = reason }, cancellationToken);

    /// <summary>Changes a row on top of what it is by now; <c>null</c> leaves it.</summary>
    /// <returns>The row as it is now.</returns>
    public async Task<LedgerRow> ChangeAsync(LedgerRow row, Func<LedgerRow, LedgerRow?> change, CancellationToken cancellationToken)
    {
        for (var found = row; ; found = await store.FindAsync(row.Id, cancellationToken) ?? row)
        {
            if (change(found) is not { } changed)
                return found;
            if (await ReplaceAsync(found, changed, cancellationToken) is { } written)
                return written;
            if (await store.FindAsync(row.Id, cancellationToken) is null)
                return row;
        }
    }

    private async Task<LedgerRow?> ReplaceAsync(LedgerRow found, LedgerRow changed, CancellationToken cancellationToken)
    {
        var written = changed with { Version = found.Version + 1 };
        return await store.ReplaceAsync(written, found.Version, cancellationToken) ? written : null;
    }
}
