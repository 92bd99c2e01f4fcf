namespace SubTracker.ApiService.Currencies;

/// <summary>
/// The history that ships with the product, so that it converts without a network: <c>eurofxref-hist.zip</c> as the European Central Bank
/// publishes it. To make it anew, put today's file of that name in its place; a test says what it must hold.
/// </summary>
internal static class RateSnapshot
{
    private static readonly Lazy<ExchangeRates> s_rates = new(Read);

    public static ExchangeRates Rates => s_rates.Value;

    private static ExchangeRates Read()
    {
        using var zip = typeof(RateSnapshot).Assembly.GetManifestResourceStream("eurofxref-hist.zip")!;
        return ExchangeRates.None.With(EcbFiles.ReadHistory(zip));
    }
}
