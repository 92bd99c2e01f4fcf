namespace SubTracker.ApiService.Currencies;

/// <summary>A currency that another has replaced for good, at the rate that the law fixed.</summary>
/// <param name="Since">The first day of the successor.</param>
/// <param name="Rate">How much of it 1 of its successor is.</param>
internal sealed record Replaced(string Currency, DateOnly Since, string By, decimal Rate)
{
    private static readonly Dictionary<string, Replaced> s_all = new Replaced[]
    {
        new("TRL", new(2005, 1, 1), "TRY", 1_000_000m),
        new("ROL", new(2005, 7, 1), "RON", 10_000m),
        new("SIT", new(2007, 1, 1), ExchangeRates.Euro, 239.640m),
        new("CYP", new(2008, 1, 1), ExchangeRates.Euro, 0.585274m),
        new("MTL", new(2008, 1, 1), ExchangeRates.Euro, 0.429300m),
        new("SKK", new(2009, 1, 1), ExchangeRates.Euro, 30.1260m),
        new("EEK", new(2011, 1, 1), ExchangeRates.Euro, 15.6466m),
        new("LVL", new(2014, 1, 1), ExchangeRates.Euro, 0.702804m),
        new("LTL", new(2015, 1, 1), ExchangeRates.Euro, 3.45280m),
        new("HRK", new(2023, 1, 1), ExchangeRates.Euro, 7.53450m),
        new("BGN", new(2026, 1, 1), ExchangeRates.Euro, 1.95583m),
    }.ToDictionary(r => r.Currency);

    /// <summary>What has replaced a currency by <paramref name="day"/>; <c>null</c> while it was money itself.</summary>
    public static Replaced? Find(string currency, DateOnly day) =>
        s_all.TryGetValue(currency, out var replaced) && day >= replaced.Since ? replaced : null;
}
