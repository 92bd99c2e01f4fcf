using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Currencies;

/// <summary>How much of a currency 1 euro is.</summary>
/// <param name="Day">Of the quotation: the last one before the day asked for.</param>
internal readonly record struct Quotation(decimal PerEuro, DateOnly Day, RateSource Source);

/// <summary>From one currency to another through the euro; kept as a fraction, since a quotient would be rounded already.</summary>
internal readonly record struct Rate(Quotation From, Quotation To)
{
    /// <summary>Of the two quotations, the older.</summary>
    public DateOnly Day => From.Day < To.Day ? From.Day : To.Day;

    public RateSource Source => From.Source > To.Source ? From.Source : To.Source;

    /// <summary>Not rounded.</summary>
    public decimal Convert(decimal amount) => amount * To.PerEuro / From.PerEuro;
}
