using SubTracker.ApiService.Currencies;
using SubTracker.Contracts.Budgets;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Statistics;

namespace SubTracker.ApiService.Statistics;

/// <summary>The current month: what has been charged through today, what is due until it ends, and how that stands against the budgets.</summary>
internal sealed class MonthToDate(Spending spending)
{
    private readonly ILookup<bool, (string Category, decimal Amount)> _hasCome = Converted(spending);

    private IEnumerable<(string Category, decimal Amount)> Charged => _hasCome[true];

    private IEnumerable<(string Category, decimal Amount)> Coming => _hasCome[false];

    private Conversion Conversion => spending.Conversion;

    /// <summary>The same figures as the month has in history and forecast, and their sum.</summary>
    public DueThisMonth Due
    {
        get
        {
            var (charged, remaining) = (Sum(Charged), Sum(Coming));
            return new(charged + remaining, charged, remaining);
        }
    }

    /// <summary><c>null</c> where there is no budget, or no rate for its currency.</summary>
    public BudgetStatus? Against(Budgets? budgets)
    {
        if (budgets is null or { Total: null, ByCategory.Count: 0 })
            return null;
        if (Conversion.Convert(1, budgets.Currency, spending.Today) is null)
            return null;
        decimal Limit(decimal limit) => Conversion.Show(limit, budgets.Currency, spending.Today)!.Amount;
        return new(
            budgets.Total is { } total ? new(Limit(total), Due.Charged, Due.Amount) : null,
            [
                .. from budget in budgets.ByCategory.OrderBy(b => b.Key, StringComparer.OrdinalIgnoreCase)
                   let charged = Sum(Charged.Where(c => Is(c.Category, budget.Key)))
                   let remaining = Sum(Coming.Where(c => Is(c.Category, budget.Key)))
                   select new CategoryBudgetState(budget.Key, Limit(budget.Value), charged, charged + remaining),
            ]);
    }

    private decimal Sum(IEnumerable<(string Category, decimal Amount)> charges) => Iso4217.Round(charges.Sum(c => c.Amount), Conversion.Currency);

    private static bool Is(string category, string other) => string.Equals(category, other, StringComparison.OrdinalIgnoreCase);

    private static ILookup<bool, (string Category, decimal Amount)> Converted(Spending spending) =>
        (from charge in spending.OfThisMonth()
         let amount = spending.Conversion.Convert(charge.Amount, charge.Currency, charge.Day)
         where amount is not null
         select (HasCome: charge.Day <= spending.Today, charge.Of.Category, Amount: amount.Value)).ToLookup(c => c.HasCome, c => (c.Category, c.Amount));
}
