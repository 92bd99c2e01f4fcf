using System.ComponentModel.DataAnnotations;

namespace SubTracker.Contracts.Currencies;

/// <summary>A code of ISO 4217, in upper case.</summary>
public sealed class CurrencyCodeAttribute() : ValidationAttribute("The currency is a code of ISO 4217 in upper case, such as EUR or USD.")
{
    public override bool IsValid(object? value) => value is null || Iso4217.Find(value as string) is not null;
}
