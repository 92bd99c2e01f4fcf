using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Statistics;

/// <summary>With the account its budgets go.</summary>
internal sealed class BudgetData(IBudgetStore budgets) : IUserData
{
    public Task DeleteAsync(string userId, CancellationToken cancellationToken) => budgets.DeleteAllAsync(userId, cancellationToken);
}
