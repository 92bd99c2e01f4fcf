using System.ComponentModel.DataAnnotations;
using SubTracker.Contracts.Currencies;

namespace SubTracker.Contracts.Subscriptions;

public enum PaymentStatus { Paid, Failed, Refunded, Skipped }

/// <summary>What really happened to a charge; recorded payments win over computed ones. Amounts are what the user paid or got back.</summary>
public sealed record PaymentRequest(
    [property: CalendarDay] DateOnly Date,
    [property: Range(typeof(decimal), "0", "999999999", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true,
        ErrorMessage = "The amount lies between 0 and 999,999,999.")] decimal Amount,
    [property: CurrencyCode] string Currency,
    PaymentStatus Status,
    [property: StringLength(500, ErrorMessage = "The note has at most 500 characters.")] string? Note = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Iso4217.Find(Currency) is { } currency && !currency.CanWrite(Amount))
            yield return new($"An amount in {currency.Code} has at most {currency.Digits} decimals.", [nameof(Amount)]);
    }
}

public sealed record PaymentResponse(
    string Id, DateOnly Date, decimal Amount, string Currency, PaymentStatus Status, string? Note, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
