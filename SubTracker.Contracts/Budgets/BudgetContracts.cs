using System.ComponentModel.DataAnnotations;
using SubTracker.Contracts.Currencies;

namespace SubTracker.Contracts.Budgets;

/// <summary>What may be spent a calendar month, in all and by category; they are put as a whole, and what is absent has no limit.</summary>
/// <param name="Currency">Of every limit here; the user's currency where none is given.</param>
public sealed record BudgetsRequest(
    [property: Limit] decimal? Total = null,
    [property: CategoryLimits] IReadOnlyDictionary<string, decimal>? ByCategory = null,
    [property: CurrencyCode] string? Currency = null);

/// <summary>The budgets as they were put; without any, <c>Total</c> is <c>null</c> and <c>ByCategory</c> is empty.</summary>
public sealed record BudgetsResponse(decimal? Total, IReadOnlyDictionary<string, decimal> ByCategory, string Currency);

/// <summary>The current month against the budgets, in the user's currency.</summary>
public sealed record BudgetStatus(BudgetState? Total, IReadOnlyList<CategoryBudgetState> ByCategory);

/// <param name="Spent">Charged through today.</param>
/// <param name="Expected">Charged through today and due until the month ends.</param>
public record BudgetState(decimal Limit, decimal Spent, decimal Expected)
{
    /// <summary>What is charged and due in this month is more than the limit.</summary>
    public bool Exceeded => Expected > Limit;
}

public sealed record CategoryBudgetState(string Category, decimal Limit, decimal Spent, decimal Expected)
    : BudgetState(Limit, Spent, Expected);

/// <summary>A limit lies between 0 and 999,999,999.</summary>
public sealed class LimitAttribute() : ValidationAttribute("A limit lies between 0 and 999,999,999.")
{
    public override bool IsValid(object? value) => value is not decimal limit || limit is >= 0 and <= 999_999_999;
}

/// <summary>At most 100 categories of 1 to 50 characters, each with its limit.</summary>
public sealed class CategoryLimitsAttribute()
    : ValidationAttribute("At most 100 categories of 1 to 50 characters, each with a limit between 0 and 999,999,999.")
{
    public override bool IsValid(object? value) =>
        value is not IReadOnlyDictionary<string, decimal> limits
        || (limits.Count <= 100 && limits.All(l => l.Key.Length <= 50 && !string.IsNullOrWhiteSpace(l.Key) && l.Value is >= 0 and <= 999_999_999));
}
