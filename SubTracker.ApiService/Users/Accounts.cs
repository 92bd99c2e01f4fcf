using SubTracker.Contracts.Admin;
using SubTracker.Contracts.Users;

namespace SubTracker.ApiService.Users;

internal enum AccountChange { Done, NotFound, LastAdministrator }

/// <summary>Changes that an administrator makes to accounts. One administrator always stays.</summary>
internal sealed class Accounts(IUserStore store, IEnumerable<IUserData> features, IEnumerable<ISettingsFollower> followers, TimeProvider clock)
{
    public async Task<(AccountChange Change, User? User)> UpdateAsync(string id, UpdateAccountRequest request, CancellationToken cancellationToken)
    {
        while (await store.FindAsync(id, cancellationToken) is { } user)
        {
            var changed = user with
            {
                Role = request.Role ?? user.Role,
                Disabled = request.Disabled ?? user.Disabled,
                UpdatedAt = clock.GetUtcNow(),
                Version = user.Version + 1,
                // What is said to a closed account is nothing: its plans follow.
                SettingsVersion = (request.Disabled ?? user.Disabled) == user.Disabled ? user.SettingsVersion : user.SettingsVersion + 1,
            };
            switch (await store.ReplaceKeepingAnAdministratorAsync(changed, user.Version, cancellationToken))
            {
                case AccountWrite.Done:
                    foreach (var follower in followers)
                        follower.SettingsChanged();
                    return (AccountChange.Done, changed);
                case AccountWrite.LastAdministrator:
                    return (AccountChange.LastAdministrator, user);
            }
        }
        return (AccountChange.NotFound, null);
    }

    /// <summary>
    /// Closes the account first, so that nothing is added to it any more; then forgets what the features keep, and the account last: who is
    /// interrupted begins again.
    /// </summary>
    public async Task<AccountChange> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var (change, _) = await UpdateAsync(id, new(Role.User, Disabled: true), cancellationToken);
        if (change != AccountChange.Done)
            return change;
        foreach (var feature in features)
            await feature.DeleteAsync(id, cancellationToken);
        await store.DeleteAsync(id, cancellationToken);
        return AccountChange.Done;
    }
}
