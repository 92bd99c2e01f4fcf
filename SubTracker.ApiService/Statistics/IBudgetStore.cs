namespace SubTracker.ApiService.Statistics;

internal interface IBudgetStore
{
    Task<Budgets?> FindAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Puts a user's budgets in place of what was there.</summary>
    Task ReplaceAsync(string userId, Budgets budgets, CancellationToken cancellationToken);

    /// <summary>Deletes everything of a user.</summary>
    Task DeleteAllAsync(string userId, CancellationToken cancellationToken);
}
