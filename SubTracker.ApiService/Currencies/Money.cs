using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Currencies;

/// <summary>The arithmetic of amounts: decimal throughout, rounded once, at the end, half-even, to the currency's digits (money, rule 5).</summary>
internal static class Money
{
    public static decimal Round(decimal amount, string currency) => decimal.Round(amount, Digits(currency), MidpointRounding.ToEven);

    /// <summary>The parts rounded so that they sum to the rounded whole; the largest take the remainder, a minor unit each.</summary>
    public static IReadOnlyList<decimal> Split(IReadOnlyList<decimal> parts, string currency)
    {
        decimal[] rounded = [.. parts.Select(part => Round(part, currency))];
        var unit = new decimal(1, 0, 0, isNegative: false, (byte)Digits(currency));
        var remainder = Round(parts.Sum(), currency) - rounded.Sum();
        // Each part is off by half a unit at most, so the remainder has fewer units than there are parts.
        foreach (var largest in Enumerable.Range(0, rounded.Length).OrderByDescending(i => Math.Abs(parts[i])).Take((int)(Math.Abs(remainder) / unit)))
            rounded[largest] += Math.Sign(remainder) * unit;
        return rounded;
    }

    private static int Digits(string currency) => Iso4217.Find(currency)?.Digits ?? 2;
}
