using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Reminders;

/// <summary>With the account its ledger goes.</summary>
internal sealed class ReminderData(ILedgerStore ledger) : IUserData
{
    public Task DeleteAsync(string userId, CancellationToken cancellationToken) => ledger.DeleteOfUserAsync(userId, cancellationToken);
}
