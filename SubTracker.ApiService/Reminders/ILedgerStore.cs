using System.Globalization;

namespace SubTracker.ApiService.Reminders;

/// <summary>Keeps the ledger. What a row may become is decided by <see cref="LedgerTransitions"/>; here it is written if nobody was faster.</summary>
internal interface ILedgerStore
{
    /// <summary>Adds a row; <c>false</c> where one of its id is there.</summary>
    Task<bool> AddAsync(LedgerRow row, CancellationToken cancellationToken);

    /// <summary>Replaces a row that is still at <paramref name="expectedVersion"/>; <c>false</c> where it has moved on or is gone.</summary>
    Task<bool> ReplaceAsync(LedgerRow row, long expectedVersion, CancellationToken cancellationToken);

    Task<LedgerRow?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The rows whose ids begin with <paramref name="siblings"/> (<see cref="LedgerRow.Siblings"/>).</summary>
    Task<IReadOnlyList<LedgerRow>> ListSiblingsAsync(string siblings, CancellationToken cancellationToken);

    /// <summary>Every row of a subscription, by due time.</summary>
    Task<IReadOnlyList<LedgerRow>> ListAsync(string subscriptionId, CancellationToken cancellationToken);

    /// <summary>
    /// Rows to be taken up by <paramref name="now"/>, the longest waiting first; and those that wait beyond <paramref name="farthest"/>
    /// though nobody has put them off.
    /// </summary>
    Task<IReadOnlyList<LedgerRow>> ListDueAsync(DateTimeOffset now, DateTimeOffset farthest, int limit, CancellationToken cancellationToken);

    /// <summary>Rows as an administrator looks for them, the latest due first.</summary>
    Task<IReadOnlyList<LedgerRow>> ListAsync(LedgerQuery query, CancellationToken cancellationToken);

    /// <summary>How many rows that were due since then are in which state.</summary>
    Task<IReadOnlyDictionary<LedgerState, long>> CountAsync(DateTimeOffset dueSince, CancellationToken cancellationToken);

    /// <summary>How many rows have failed since then, whatever became of them later.</summary>
    Task<long> CountFailedAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>How many rows wait for their next attempt.</summary>
    Task<long> CountWaitingAsync(CancellationToken cancellationToken);

    /// <summary>When the oldest of the waiting rows that nobody has put off was due; <c>null</c> where there is none.</summary>
    Task<DateTimeOffset?> OldestWaitingAsync(CancellationToken cancellationToken);

    /// <summary>From due to sent, of what was sent since then; the last <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<TimeSpan>> ListLagsAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets everything about a user.</summary>
    Task DeleteOfUserAsync(string userId, CancellationToken cancellationToken);
}

/// <param name="Before">Where the list goes on: behind this row.</param>
internal sealed record LedgerQuery(
    int Limit, LedgerCursor? Before = null, IReadOnlyList<LedgerState>? States = null, string? UserId = null, string? SubscriptionId = null,
    string? Channel = null, Contracts.Subscriptions.ReminderKind? Kind = null, DateTimeOffset? DueFrom = null, DateTimeOffset? DueTo = null);

/// <summary>A place in the list: ids tell apart what is due at one moment.</summary>
internal sealed record LedgerCursor(DateTimeOffset DueAt, string Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{DueAt.ToUnixTimeMilliseconds()}.{Id}");

    public static LedgerCursor? Parse(string text) =>
        text.Split('.', 2) is [var due, var id] && long.TryParse(due, NumberStyles.None, CultureInfo.InvariantCulture, out var instant)
            && instant <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new(DateTimeOffset.FromUnixTimeMilliseconds(instant), id)
            : null;
}
