using System.ComponentModel.DataAnnotations;

namespace SubTracker.Contracts.Currencies;

/// <summary>Who says so: the European Central Bank, the law that replaced a currency by its successor, or the user.</summary>
public enum RateSource { Ecb, Fixed, Own }

/// <param name="RateDate">The day of its newest rate; <c>null</c> where there is none but one's own.</param>
public sealed record CurrencyResponse(string Code, int Digits, string Name, DateOnly? RateDate, RateSource? Source);

/// <summary>Of one day: 1 <c>Base</c> is <c>Rate</c> of each currency. What has no rate is not listed.</summary>
/// <param name="Own">The user's own rates as they were put, of all days.</param>
public sealed record RatesResponse(string Base, DateOnly Date, IReadOnlyList<RateResponse> Rates, IReadOnlyList<OwnRate> Own);

/// <param name="Date">The day of the quotation, which may lie before the day asked for: the older one where two were needed.</param>
public sealed record RateResponse(string Currency, decimal Rate, DateOnly Date, RateSource Source);

/// <summary>All of a user's own rates; they are put as a whole and win over the source.</summary>
public sealed record OwnRatesRequest(
    [property: MaxLength(500, ErrorMessage = "At most 500 own rates.")] IReadOnlyList<OwnRate> Rates) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (index, rate) in Rates.Index())
        {
            if (rate.Currency == "EUR")
                yield return new("Every rate is told against the euro: give the other currency's, for 1 EUR.", [$"{nameof(Rates)}[{index}].{nameof(rate.Currency)}"]);
            else if (rate.Currency == rate.Base)
                yield return new("A currency has no rate against itself.", [$"{nameof(Rates)}[{index}].{nameof(rate.Base)}"]);
            if (Rates.Take(index).Any(r => (r.Currency, r.From) == (rate.Currency, rate.From)))
                yield return new("There is another rate of this currency from the same day.", [$"{nameof(Rates)}[{index}].{nameof(rate.From)}"]);
        }
    }
}

/// <summary>1 <c>Base</c> is <c>Rate</c> of <c>Currency</c>, from a day on; from always where none is given.</summary>
public sealed record OwnRate(
    [property: CurrencyCode] string Currency,
    [property: Range(typeof(decimal), "0.000001", "100000000", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true,
        ErrorMessage = "The rate lies between 0.000001 and 100,000,000.")] decimal Rate,
    [property: CurrencyCode] string Base = "EUR",
    DateOnly? From = null);

/// <summary>An amount in the user's currency, with the rate's day and source; both <c>null</c> where nothing had to be converted.</summary>
public sealed record ConvertedAmount(decimal Amount, string Currency, DateOnly? RateDate = null, RateSource? Source = null);

/// <summary>An amount of a currency that has no rate: named, and counted in no total.</summary>
public sealed record UnconvertedAmount(string Currency, decimal Amount);
