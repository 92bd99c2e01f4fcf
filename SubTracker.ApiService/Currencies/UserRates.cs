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
        return Own(ownRate, day, source) is { IsPlausible: true } quotation ? quotation : null;
    }

    /// <summary>What an own rate says of the euro, through its base; <c>null</c> where that has no rate.</summary>
    public static Quotation? Own(OwnRate rate, DateOnly day, ExchangeRates source) => source.Find(rate.Base, day) is { } through
        ? new(rate.Rate * through.PerEuro, rate.Base == ExchangeRates.Euro ? rate.From ?? day : through.Day, RateSource.Own)
        : null;
}
