using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

internal interface IImportStore
{
    Task AddAsync(Import import, CancellationToken cancellationToken);

    /// <summary>Replaces an import that is still at <paramref name="expectedVersion"/>; <c>false</c> where it has moved on or is gone.</summary>
    Task<bool> ReplaceAsync(Import import, long expectedVersion, CancellationToken cancellationToken);

    /// <summary>One of <paramref name="userId"/>'s own; somebody else's is not found.</summary>
    Task<Import?> FindOwnedAsync(string id, string userId, CancellationToken cancellationToken);

    /// <summary>A user's imports, the newest first.</summary>
    Task<IReadOnlyList<Import>> ListAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Imports that somebody has begun with and left: unfinished, and the lease is over.</summary>
    Task<IReadOnlyList<Import>> ListAbandonedAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Keeps a batch of changes; batches count from 0.</summary>
    Task AddBatchAsync(string importId, int number, IReadOnlyList<ImportChange> changes, CancellationToken cancellationToken);

    Task<IReadOnlyList<ImportChange>> ListBatchAsync(string importId, int number, CancellationToken cancellationToken);

    /// <summary>Keeps what is answered once the import is carried out: whoever asks again, after the answer was lost, gets the same.</summary>
    Task AddReportAsync(string importId, ImportReport report, CancellationToken cancellationToken);

    Task<ImportReport?> FindReportAsync(string importId, CancellationToken cancellationToken);

    /// <summary>Deletes an import with its batches and its report.</summary>
    Task DeleteAsync(string id, CancellationToken cancellationToken);
}
