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

    /// <summary>Replaces a user as <see cref="ReplaceAsync"/> does, unless no administrator who can sign in would be left.</summary>
    Task<AccountWrite> ReplaceKeepingAnAdministratorAsync(User user, long expectedVersion, CancellationToken cancellationToken);

    Task DeleteAsync(string id, CancellationToken cancellationToken);

    /// <summary>The page asked for, by e-mail address, of those whose name or address contains the text; and how many there are in all.</summary>
    Task<(IReadOnlyList<User> Page, long Total)> ListAsync(string? search, int page, int limit, CancellationToken cancellationToken);

    /// <summary>Users whose plans have yet to follow a change of their settings.</summary>
    Task<IReadOnlyList<User>> ListWithUnplannedSettingsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Records that the user's plans follow <paramref name="settingsVersion"/>; a later change of settings stays unplanned.</summary>
    Task MarkSettingsPlannedAsync(string id, long settingsVersion, CancellationToken cancellationToken);
}

internal enum AccountWrite { Done, Moved, LastAdministrator }
