using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>What the price verbs make of a subscription; functions of values.</summary>
internal static class PriceEdits
{
    /// <summary>A life of monthly changes; a subscription stays one document.</summary>
    private const int MostPrices = 500;

    /// <summary>Records a price from a day on, in place of one that was recorded from the same day.</summary>
    public static Edit Priced(this Subscription s, PriceRequest request, DateTimeOffset now)
    {
        var currency = Iso4217.Find(request.Currency ?? s.PriceOn(request.From).Currency)!;
        if (!currency.CanWrite(request.Price))
            return Edit.Wrong("price", $"A price in {currency.Code} has at most {currency.Digits} decimals.");
        var point = new PricePoint(request.From, request.Price, currency.Code);
        if (s.Prices.Contains(point))
            return new(s);
        var prices = s.Prices.With(point);
        return prices.Count > MostPrices
            ? Edit.Refused($"There are {MostPrices} prices already. Delete one first.")
            : Edit.Changed(s with { Prices = prices }, now);
    }

    /// <summary>Takes the price away that holds from a day on: the one before it goes on, or the one after it is the first.</summary>
    public static Edit WithoutPrice(this Subscription s, DateOnly from, DateTimeOffset now)
    {
        if (s.Prices.All(p => p.From != from))
            return Edit.Missing;
        return s.Prices.Count == 1
            ? Edit.Refused("A subscription has a price. Post the right one from the same day, and it takes this one's place.")
            : Edit.Changed(s with { Prices = [.. s.Prices.Where(p => p.From != from)] }, now);
    }
}
