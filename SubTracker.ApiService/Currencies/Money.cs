using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Currencies;

/// <summary>Amounts that belong together; what is rounded is rounded by <see cref="Currency.Round"/>, once, at the end (money, rule 5).</summary>
internal static class Money
{
    /// <summary>The parts rounded so that they sum to the rounded whole; the largest take the remainder, a minor unit each.</summary>
    /// <param name="whole">The sum of the parts, rounded.</param>
    public static IReadOnlyList<decimal> Split(IReadOnlyList<decimal> parts, decimal whole, string currencyCode)
    {
        var currency = Iso4217.Find(currencyCode)!;
        decimal[] rounded = [.. parts.Select(currency.Round)];
        var unit = new decimal(1, 0, 0, isNegative: false, (byte)currency.Digits);
        var remainder = whole - rounded.Sum();
        // Each part is off by half a unit at most, so the remainder has no more units than there are parts.
        var taking = Enumerable.Range(0, rounded.Length).OrderByDescending(i => Math.Abs(parts[i])).Take((int)(Math.Abs(remainder) / unit));
        foreach (var largest in taking)
            rounded[largest] += Math.Sign(remainder) * unit;
        return rounded;
    }
}
