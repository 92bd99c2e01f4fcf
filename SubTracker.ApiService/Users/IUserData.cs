namespace SubTracker.ApiService.Users;

/// <summary>Given by every feature that keeps something of its users: with the account it goes.</summary>
internal interface IUserData
{
    /// <summary>Forgets everything about a user; may be asked twice.</summary>
    Task DeleteAsync(string userId, CancellationToken cancellationToken);
}
