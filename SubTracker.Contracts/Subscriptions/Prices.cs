using System.ComponentModel.DataAnnotations;
using SubTracker.Contracts.Currencies;

namespace SubTracker.Contracts.Subscriptions;

/// <summary>What a subscription costs from a day on, until the next such day.</summary>
public sealed record PricePoint(DateOnly From, decimal Price, string Currency);

/// <summary>A price from a day on: a past one, a scheduled one, or another in place of the one that is recorded from that very day.</summary>
/// <param name="Currency">The one that holds on that day where none is given.</param>
public sealed record PriceRequest(
    [property: CalendarDay] DateOnly From,
    [property: Range(typeof(decimal), "0", "999999999", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true,
        ErrorMessage = "The price lies between 0 and 999,999,999.")] decimal Price,
    [property: CurrencyCode] string? Currency = null);

/// <summary>A price that rose, or will; as written, not the user's share.</summary>
/// <param name="Percent">To one decimal; <c>null</c> where it cost nothing before.</param>
/// <param name="YearlyEffect">What it adds a year, in the same currency.</param>
public sealed record PriceRise(DateOnly From, decimal Before, decimal After, string Currency, decimal? Percent, decimal YearlyEffect);

/// <summary>A cost that is split with others.</summary>
/// <param name="Mine">The part that the user pays: more than 0, at most 1.</param>
/// <param name="With">Who pays the rest.</param>
public sealed record Share(
    [property: Range(typeof(decimal), "0", "1", MinimumIsExclusive = true, ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true,
        ErrorMessage = "Your share is more than 0 and at most 1, such as 0.5.")] decimal Mine,
    [property: Names] IReadOnlyList<string>? With = null);
