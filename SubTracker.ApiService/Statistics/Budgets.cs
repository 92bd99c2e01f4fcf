using SubTracker.Contracts.Budgets;

namespace SubTracker.ApiService.Statistics;

/// <summary>A user's budgets a month as they are stored: one document a user.</summary>
internal sealed record Budgets(decimal? Total, IReadOnlyDictionary<string, decimal> ByCategory, string Currency)
{
    public BudgetsResponse ToResponse() => new(Total, ByCategory, Currency);
}
