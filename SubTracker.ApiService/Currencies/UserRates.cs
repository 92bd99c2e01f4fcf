using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Currencies;

/// <summary>The rates that hold for one user: their own where they have one, else the source's.</summary>
internal sealed class UserRates(ExchangeRates source, IReadOnlyList<OwnRate> own)
{
    // The newest first, so that the first one not after a day is the one that holds.
    private readonly ILookup<string, OwnRate> _own = own.OrderByDescending(r => r.From ?? DateOnly.MinValue).ToLookup(r => r.Currency);

    /// <summary>From one currency to another on a day; <c>null</c> where one of them has no rate.</summary>
    public Rate? Find(string from, string to, DateOnly day) =>
        Quotation(from, day) is { } first && Quotation(to, day) is { } second ? new(first, second) : null;

    private Quotation? Quotation(string currency, DateOnly day)
    {
        if (_own[currency].FirstOrDefault(r => (r.From ?? DateOnly.MinValue) <= day) is not { } ownRate)
            return source.Find(currency, day);
        return source.Find(ownRate.Base, day) is { } through
            ? new(ownRate.Rate * through.PerEuro, ownRate.Base == ExchangeRates.Euro ? ownRate.From ?? day : through.Day, RateSource.Own)
            : null;
    }
}
