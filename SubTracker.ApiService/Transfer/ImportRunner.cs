using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>
/// Carries an import out, or takes it back, batch by batch. Either can be cut off anywhere and be taken up again: each step repeated changes
/// nothing.
/// </summary>
internal sealed class ImportRunner(
    IImportStore imports, ISubscriptionStore subscriptions, IPaymentStore payments, IRenewalScheduler scheduler, TimeProvider clock)
{
    /// <summary>Longer than any batch takes; it is renewed with each.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private const int MostKeptNamed = 1000;

    /// <summary>Carries it out from where it is; <c>null</c> where somebody else has taken it up.</summary>
    public async Task<Import?> ApplyAsync(Import import, User user, CancellationToken cancellationToken)
    {
        while (import.Next < import.Batches)
        {
            var changes = await imports.ListBatchAsync(import.Id, import.Next, cancellationToken);
            var found = await FindAsync([.. changes.Where(c => c.Before is not null)], cancellationToken);
            await subscriptions.WriteAllAsync(
                [.. changes.Select(change => Applied(change, found.GetValueOrDefault(change.After.Id), user)).OfType<SubscriptionWrite>()],
                import.Today, cancellationToken);
            await payments.AddAllAsync([.. changes.SelectMany(change => change.Payments ?? [])], cancellationToken);
            if (await MoveAsync(import, import with { Next = import.Next + 1 }, cancellationToken) is not { } moved)
                return null;
            import = moved;
        }
        scheduler.Wake();
        return await MoveAsync(import, import with { State = ImportState.Done }, cancellationToken);
    }

    /// <summary>Takes it back from where it is, the last batch first; what has been edited since is kept. <c>null</c> as above.</summary>
    public async Task<Import?> UndoAsync(Import import, User user, CancellationToken cancellationToken)
    {
        var at = import.UndoneAt!.Value;
        var today = UserZone.Of(user.TimeZone).Today(at);
        var ledger = (await payments.ListAllAsync(user.Id, cancellationToken)).ToLookup(p => p.SubscriptionId);
        while (import.Next > 0)
        {
            var changes = await imports.ListBatchAsync(import.Id, import.Next - 1, cancellationToken);
            var found = await FindAsync(changes, cancellationToken);
            await subscriptions.WriteAllAsync(
                [.. changes.Select(change => Undone(change, found.GetValueOrDefault(change.After.Id), ledger[change.After.Id], user, at)).OfType<SubscriptionWrite>()],
                today, cancellationToken);
            var after = await FindAsync(changes, cancellationToken);
            await RemovePaymentsAsync(changes, after, ledger, user.Id, cancellationToken);
            var done = Counted(import.Undo!, changes, found, after);
            if (await MoveAsync(import, import with { Next = import.Next - 1, Undo = done }, cancellationToken) is not { } moved)
                return null;
            import = moved;
        }
        scheduler.Wake();
        return await MoveAsync(import, import with { State = ImportState.Undone }, cancellationToken);
    }

    /// <summary>The next state of an import, with the lease renewed; <c>null</c> where it has moved on.</summary>
    public async Task<Import?> MoveAsync(Import before, Import after, CancellationToken cancellationToken)
    {
        after = after with { Version = before.Version + 1, LeaseUntil = clock.GetUtcNow() + Lease };
        return await imports.ReplaceAsync(after, before.Version, cancellationToken) ? after : null;
    }

    /// <summary>A new one is added where it is not yet there; one that was edited while the import ran stays as its owner wrote it.</summary>
    private SubscriptionWrite? Applied(ImportChange change, Subscription? found, User user)
    {
        if (change.Before is not { } before)
            return new(change.After with { Plan = scheduler.Plan(change.After, user, revision: 1) }, ExpectedVersion: null);
        if (found is null || found.Version != before.Version || change.After.Version == before.Version)
            return null;
        var plan = change.After.ChangesPlan(before, Today(user)) ? scheduler.Plan(change.After, user, found.Plan.Revision + 1) : found.Plan;
        return new(change.After with { Plan = plan }, before.Version);
    }

    /// <summary>A payment that was recorded since would be lost with its subscription: that is kept like one that was edited.</summary>
    private SubscriptionWrite? Undone(ImportChange change, Subscription? found, IEnumerable<Payment> ledger, User user, DateTimeOffset at)
    {
        if (found is null || !IsAsImported(change, found))
            return null;
        if (change.Before is not { } before)
            return ledger.All(payment => IsAsImported(change, payment)) ? SubscriptionWrite.Delete(found) : null;
        if (change.After.Version == before.Version)
            return null;
        var after = before with { Version = found.Version + 1, UpdatedAt = at };
        var plan = after.ChangesPlan(found, Today(user)) ? scheduler.Plan(after, user, found.Plan.Revision + 1) : found.Plan;
        return new(after with { Plan = plan }, found.Version);
    }

    private DateOnly Today(User user) => UserZone.Of(user.TimeZone).Today(clock.GetUtcNow());

    private static bool IsAsImported(ImportChange change, Subscription found) =>
        found.Version == change.After.Version && found.UpdatedAt == change.After.UpdatedAt;

    private static bool IsAsImported(ImportChange change, Payment payment) =>
        payment.Version == 1 && change.Payments?.Any(p => p.Id == payment.Id) == true;

    private Task RemovePaymentsAsync(
        IReadOnlyList<ImportChange> changes, Dictionary<string, Subscription> after, ILookup<string, Payment> ledger, string userId,
        CancellationToken cancellationToken) => payments.DeleteEachAsync(
        [
            .. from change in changes
               where change.Before is not null || !after.ContainsKey(change.After.Id)
               from payment in ledger[change.After.Id]
               where IsAsImported(change, payment)
               select payment,
        ],
        userId, cancellationToken);

    private static UndoReport Counted(
        UndoReport undo, IReadOnlyList<ImportChange> changes, Dictionary<string, Subscription> found, Dictionary<string, Subscription> after)
    {
        var kept = new List<KeptSubscription>();
        foreach (var change in changes)
        {
            // Deleted by its owner meanwhile: there is nothing to take back.
            if (!found.ContainsKey(change.After.Id))
                continue;
            if (after.GetValueOrDefault(change.After.Id) is not { } now)
                undo = undo with { Deleted = undo.Deleted + 1 };
            else if (change.Before is { } before && now.HasContentOf(before))
                undo = undo with { Restored = undo.Restored + 1 };
            else
                kept.Add(new(now.Id, now.Name));
        }
        return undo with { Kept = [.. undo.Kept, .. kept.Take(MostKeptNamed - undo.Kept.Count)], KeptCount = undo.KeptCount + kept.Count };
    }

    private async Task<Dictionary<string, Subscription>> FindAsync(IReadOnlyList<ImportChange> changes, CancellationToken cancellationToken) =>
        changes.Count == 0 ? [] : (await subscriptions.ListByIdAsync([.. changes.Select(c => c.After.Id)], cancellationToken)).ToDictionary(s => s.Id);
}
