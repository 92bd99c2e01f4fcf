using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Currencies;

/// <summary>A user's own rates, one document a user.</summary>
internal interface IOwnRateStore
{
    /// <summary>In the order they were put; empty where the user has none.</summary>
    Task<IReadOnlyList<OwnRate>> ListAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Puts all of a user's rates in place of what was there.</summary>
    Task ReplaceAsync(string userId, IReadOnlyList<OwnRate> rates, CancellationToken cancellationToken);

    /// <summary>Deletes everything of a user.</summary>
    Task DeleteAllAsync(string userId, CancellationToken cancellationToken);
}
