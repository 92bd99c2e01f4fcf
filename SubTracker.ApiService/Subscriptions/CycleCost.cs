using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>What a cycle costs on average; rounded once, at the end, half-even, to the currency's digits (money, rule 1).</summary>
internal static class CycleCost
{
    public static decimal Monthly(decimal price, string currency, BillingCycle cycle) => Iso4217.Round(cycle.MonthlyOf(price), currency);

    public static decimal Yearly(decimal price, string currency, BillingCycle cycle) => Iso4217.Round(cycle.YearlyOf(price), currency);
}
