using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Currencies;

/// <summary>Converts into one user's currency as of today: a past day takes its own rate, a future one today's (money, rule 3).</summary>
internal sealed class Conversion(UserRates rates, string currency, DateOnly today)
{
    // A list asks for the same few days and currencies over and over.
    private readonly Dictionary<(string From, DateOnly Day), Rate?> _known = [];

    public string Currency => currency;

    public DateOnly Today => today;

    /// <summary>Not rounded; <c>null</c> where there is no rate.</summary>
    public decimal? Convert(decimal amount, string from, DateOnly day) =>
        from == currency ? amount : RateOf(from, day)?.Convert(amount);

    /// <summary>The same as it is shown: rounded, with the rate's day and source.</summary>
    public ConvertedAmount? Show(decimal amount, string from, DateOnly day)
    {
        if (from == currency)
            return new(Iso4217.Round(amount, currency), currency);
        return RateOf(from, day) is { } rate
            ? new(Iso4217.Round(rate.Convert(amount), currency), currency, rate.Day, rate.Source)
            : null;
    }

    /// <summary>How much of <paramref name="other"/> 1 of the user's currency is today.</summary>
    public RateResponse? RateTo(string other) => rates.Find(currency, other, today)?.Show(other);

    /// <summary>The currencies that were converted so far.</summary>
    public IEnumerable<string> Converted => _known.Where(known => known.Value is not null).Select(known => known.Key.From).Distinct();

    /// <summary>What converts a currency on a day; <c>null</c> for the user's own, and where there is no rate.</summary>
    public Rate? Through(string from, DateOnly day) => from == currency ? null : RateOf(from, day);

    private Rate? RateOf(string from, DateOnly day)
    {
        var asOf = day < today ? day : today;
        if (!_known.TryGetValue((from, asOf), out var rate))
            _known.Add((from, asOf), rate = rates.Find(from, currency, asOf));
        return rate;
    }
}
