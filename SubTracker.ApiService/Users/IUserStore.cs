namespace SubTracker.ApiService.Users;

internal interface IUserStore
{
    /// <summary>Adds a user, the first of the installation as its administrator; <c>null</c> where the e-mail address is taken.</summary>
    Task<User?> AddAsync(User user, CancellationToken cancellationToken);

    Task<User?> FindAsync(string id, CancellationToken cancellationToken);

    /// <param name="emailKey">As <see cref="User.KeyOf"/> makes it.</param>
    Task<User?> FindByEmailAsync(string emailKey, CancellationToken cancellationToken);

    /// <summary>Replaces a user who is still at <paramref name="expectedVersion"/>; <c>false</c> where it has moved on or is gone.</summary>
    Task<bool> ReplaceAsync(User user, long expectedVersion, CancellationToken cancellationToken);

    /// <summary>Users whose plans have yet to follow a change of their settings.</summary>
    Task<IReadOnlyList<User>> ListWithUnplannedSettingsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Records that the user's plans follow <paramref name="settingsVersion"/>; a later change of settings stays unplanned.</summary>
    Task MarkSettingsPlannedAsync(string id, long settingsVersion, CancellationToken cancellationToken);
}
