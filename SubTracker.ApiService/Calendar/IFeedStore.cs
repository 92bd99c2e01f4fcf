namespace SubTracker.ApiService.Calendar;

internal interface IFeedStore
{
    /// <summary>The feed of a user, who has one at most.</summary>
    Task<CalendarFeed?> FindAsync(string userId, CancellationToken cancellationToken);

    Task<CalendarFeed?> FindByTokenAsync(string tokenHash, CancellationToken cancellationToken);

    /// <summary>Puts a feed in the place of the one that its user has had; from then on the old token opens nothing.</summary>
    Task PutAsync(CalendarFeed feed, CancellationToken cancellationToken);

    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(string userId, CancellationToken cancellationToken);
}
