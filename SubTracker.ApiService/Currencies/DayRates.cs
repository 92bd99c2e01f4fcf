namespace SubTracker.ApiService.Currencies;

/// <summary>The quotations of one day: how much of each currency 1 euro is.</summary>
internal sealed record DayRates(DateOnly Day, IReadOnlyDictionary<string, decimal> PerEuro);
