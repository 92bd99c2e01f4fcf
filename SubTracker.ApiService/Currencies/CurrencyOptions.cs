namespace SubTracker.ApiService.Currencies;

internal sealed class CurrencyOptions
{
    /// <summary>The folder of the European Central Bank's two files, with the slash at its end; empty: nothing is fetched.</summary>
    public string SourceUrl { get; init; } = "https://www.ecb.europa.eu/stats/eurofxref/";
}
