using SubTracker.Contracts.Budgets;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Contracts.Statistics;

/// <summary>
/// What is subscribed to as of today. Every figure is the user's share, converted at today's rate and rounded once; the splits are monthly
/// costs and sum exactly to <c>MonthlyCost</c>, but <c>ByTag</c>, which counts a subscription once a tag. What costs nothing a month
/// (paused, cancelled, expired, one-time, in trial) is in no split.
/// </summary>
/// <param name="DailyCost">The yearly cost over 365.2425 days.</param>
/// <param name="MostExpensive">The five that cost the most a month, the dearest first.</param>
/// <param name="SavedByCancelling">What the cancelled ones would cost a month today had they gone on, at their last price.</param>
/// <param name="PriceIncreases">Of what still runs: the last twelve months' and the scheduled ones, the newest first.</param>
/// <param name="Budget">Where the month stands against the budgets; <c>null</c> where none is set.</param>
/// <param name="Unconverted">Monthly costs in currencies without a rate, which no figure above contains.</param>
/// <param name="Rates">The rates behind these figures: how much of each currency 1 of the user's is.</param>
public sealed record StatisticsSummary(
    string Currency, decimal MonthlyCost, decimal YearlyCost, decimal DailyCost,
    int Active, int Trials, int Paused, int Cancelled, int Expired,
    IReadOnlyList<SplitPart> ByCategory, IReadOnlyList<SplitPart> ByPaymentMethod, IReadOnlyList<SplitPart> ByTag,
    IReadOnlyList<SplitPart> ByFrequency, IReadOnlyList<SplitPart> ByCurrency,
    IReadOnlyList<SubscriptionCost> MostExpensive, decimal SavedByCancelling, IReadOnlyList<PriceIncrease> PriceIncreases,
    DueThisMonth DueThisMonth, BudgetStatus? Budget,
    IReadOnlyList<UnconvertedAmount> Unconverted, IReadOnlyList<RateResponse> Rates);

/// <param name="Count">How many subscriptions are in it.</param>
public sealed record SplitPart(string Name, decimal Amount, int Count);

public sealed record SubscriptionCost(string SubscriptionId, string Name, decimal MonthlyCost, Frequency Frequency, decimal Price, string Currency);

/// <summary>A price that rose, as written: in the subscription's currency and whole, not the user's share.</summary>
/// <param name="Percent">To one decimal; <c>null</c> where it cost nothing before.</param>
/// <param name="YearlyEffect">What it adds a year: the user's share in the user's currency; <c>null</c> where there is no rate.</param>
public sealed record PriceIncrease(
    string SubscriptionId, string Name, DateOnly From, decimal Before, decimal After, string Currency, decimal? Percent, decimal? YearlyEffect);

/// <summary>The current month: what history has through today, what the forecast has from tomorrow on, and both.</summary>
public sealed record DueThisMonth(decimal Amount, decimal Charged, decimal Remaining);

/// <param name="Month">yyyy-MM.</param>
/// <param name="Unconverted">Charges of the month in currencies without a rate, which the amount does not contain.</param>
/// <param name="Rates">Whose rates the amount was converted at, and of which days.</param>
public sealed record MonthAmount(
    string Month, decimal Amount, string Currency, IReadOnlyList<UnconvertedAmount> Unconverted, IReadOnlyList<RateSpan> Rates);

/// <summary>The quotations of a currency that were used: each charge took that of its own day, or the last one before it.</summary>
public sealed record RateSpan(string Currency, RateSource Source, DateOnly First, DateOnly Last);
