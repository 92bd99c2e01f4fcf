using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Currencies;

/// <summary>With the account its own rates go.</summary>
internal sealed class OwnRateData(IOwnRateStore rates) : IUserData
{
    public Task DeleteAsync(string userId, CancellationToken cancellationToken) => rates.DeleteAllAsync(userId, cancellationToken);
}
