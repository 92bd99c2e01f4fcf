namespace SubTracker.ApiService.Reminders;

/// <summary>Who has been told what: claimed before sending, marked after.</summary>
internal interface IReminderLedger
{
    /// <summary>Claims the row until <paramref name="until"/>, if nobody has sent it, given it up or holds it now. A failed row is claimed again.</summary>
    Task<Claim> ClaimAsync(LedgerRow row, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Marks a claimed row sent.</summary>
    Task MarkSentAsync(string id, DateTimeOffset at, bool late, CancellationToken cancellationToken);

    /// <summary>Marks a claimed row failed, to be tried again at <paramref name="again"/>.</summary>
    Task MarkFailedAsync(string id, string reason, DateTimeOffset again, CancellationToken cancellationToken);

    /// <summary>Records that a reminder is not sent, unless something is recorded of it already other than a failure.</summary>
    Task SkipAsync(LedgerRow row, string reason, CancellationToken cancellationToken);

    /// <summary>Rows to be tried again by now, the longest waiting first: failed ones, and those whose claim ended without a word.</summary>
    Task<IReadOnlyList<LedgerRow>> ListDueForRetryAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Every row of a subscription, by due time.</summary>
    Task<IReadOnlyList<LedgerRow>> ListAsync(string subscriptionId, CancellationToken cancellationToken);
}
