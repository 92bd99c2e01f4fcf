using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>
/// An import as it is stored. Its changes lie beside it in batches, written before the first of them is carried out: from then on it is
/// carried out to the end, by whoever holds the lease, and can be undone as a whole.
/// </summary>
/// <param name="At">When it was made: the moment of every change in it, by which its changes are known.</param>
/// <param name="Today">The user's day at that moment.</param>
/// <param name="Batches">How many batches of changes there are.</param>
/// <param name="Next">The batch that is next to be carried out; while undoing, the one before it is.</param>
/// <param name="LeaseUntil">Until when somebody works on it; afterwards it is taken up again.</param>
/// <param name="UndoneAt">When undoing it began: the moment of every restored subscription, however often it is taken up again.</param>
/// <param name="Undo">What undoing it has done so far.</param>
internal sealed record Import(
    string Id, string UserId, ImportFormat Format, ImportState State, DateTimeOffset At, DateOnly Today, int Created, int Updated,
    int Batches, int Next, DateTimeOffset LeaseUntil,
    DateTimeOffset? UndoneAt = null, UndoReport? Undo = null, long Version = 1)
{
    public bool IsUnfinished => State is ImportState.Preparing or ImportState.Applying or ImportState.Undoing;

    public ImportSummary ToSummary() => new(Id, Format, State, Created, Updated, At);
}

/// <param name="After">As it shall be; of the version it has already, where only payments are added.</param>
/// <param name="Before">As it was; <c>null</c> for a new subscription.</param>
/// <param name="Payments">Payments that are added to its ledger.</param>
internal sealed record ImportChange(Subscription After, Subscription? Before, IReadOnlyList<Payment>? Payments = null);
