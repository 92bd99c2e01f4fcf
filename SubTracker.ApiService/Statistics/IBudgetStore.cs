namespace SubTracker.ApiService.Statistics;

internal interface IBudgetStore
{
    Task<Budgets?> FindAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Puts a user's budgets in place of what was there.</summary>
    /// <param name="checkAt">When somebody is to see whether they are kept.</param>
    Task ReplaceAsync(string userId, Budgets budgets, DateTimeOffset checkAt, CancellationToken cancellationToken);

    /// <summary>Whose budgets are to be looked at by <paramref name="now"/>, the longest waiting first.</summary>
    Task<IReadOnlyList<BudgetCheck>> ListToCheckAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Moves a check, where there are budgets.</summary>
    /// <param name="from">Only where it is still planned for then; <c>null</c> for any.</param>
    Task MoveCheckAsync(string userId, DateTimeOffset? from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Deletes everything of a user.</summary>
    Task DeleteAllAsync(string userId, CancellationToken cancellationToken);
}

/// <summary>When somebody is to see whether a user's budgets are kept.</summary>
internal sealed record BudgetCheck(string UserId, DateTimeOffset At);
