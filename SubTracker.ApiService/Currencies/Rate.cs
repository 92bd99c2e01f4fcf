using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Currencies;

/// <summary>How much of a currency 1 euro is.</summary>
/// <param name="Day">Of the quotation: the last one before the day asked for.</param>
internal readonly record struct Quotation(decimal PerEuro, DateOnly Day, RateSource Source)
{
    /// <summary>A euro has never been less of a currency, nor more: between these, no sum of prices leaves the range of a decimal.</summary>
    private const decimal LeastPerEuro = 0.001m, MostPerEuro = 1_000_000_000m;

    public bool IsPlausible => PerEuro is >= LeastPerEuro and <= MostPerEuro;
}

/// <summary>From one currency to another through the euro; kept as a fraction, since a quotient would be rounded already.</summary>
internal readonly record struct Rate(Quotation From, Quotation To)
{
    private const int ShownDecimals = 10;

    /// <summary>Of the two quotations, the older.</summary>
    public DateOnly Day => From.Day < To.Day ? From.Day : To.Day;

    public RateSource Source => From.Source > To.Source ? From.Source : To.Source;

    /// <summary>Not rounded.</summary>
    public decimal Convert(decimal amount) => amount * To.PerEuro / From.PerEuro;

    /// <summary>How much of <paramref name="currency"/>, which it leads to, 1 is; with as many decimals as a reader can use.</summary>
    public RateResponse Show(string currency) => new(currency, decimal.Round(Convert(1), ShownDecimals), Day, Source);
}
