using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SubTracker.ApiService.Platform;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>The query of a list as it is sent; what is out of range or unknown is an error under its own name, never corrected.</summary>
internal sealed record SubscriptionListQuery
{
    public string? Status { get; init; }

    public string? Category { get; init; }

    public string? Tag { get; init; }

    public string? Search { get; init; }

    public string? Currency { get; init; }

    public string? MinPrice { get; init; }

    public string? MaxPrice { get; init; }

    public string? RenewsBefore { get; init; }

    public string? Sort { get; init; }

    public string? Order { get; init; }

    public string? Page { get; init; }

    public string? Limit { get; init; }

    public bool TryRead(string userId, [NotNullWhen(true)] out SubscriptionQuery? query, out Dictionary<string, string[]> errors)
    {
        var reader = new QueryReader();
        var currency = reader.Read("currency", Currency, c => Iso4217.Find(c)?.Code, "The currency is a code of ISO 4217 in upper case.");
        var (minPrice, maxPrice) = (Price(reader, "minPrice", MinPrice), Price(reader, "maxPrice", MaxPrice));
        if (currency is null && (MinPrice ?? MaxPrice) is not null)
            reader.Fail("currency", "A price range needs its currency.");
        query = new(
            userId,
            reader.ReadWord<SubscriptionStatus>("status", Status),
            Category, Tag, string.IsNullOrWhiteSpace(Search) ? null : Search.Trim(), currency, minPrice, maxPrice,
            reader.ReadDay("renewsBefore", RenewsBefore),
            reader.ReadWord<SubscriptionSort>("sort", Sort) ?? SubscriptionSort.RenewalDate,
            reader.ReadWord<SortOrder>("order", Order) ?? SortOrder.Asc,
            reader.ReadNumber("page", Page, 1, int.MaxValue) ?? 1,
            reader.ReadNumber("limit", Limit, 1, 100) ?? 10);
        errors = reader.Errors;
        if (errors.Count > 0)
            query = null;
        return query is not null;
    }

    private static decimal? Price(QueryReader reader, string name, string? text) => reader.ReadValue<decimal>(
        name, text,
        t => decimal.TryParse(t, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price <= 999_999_999 ? price : null,
        "A price lies between 0 and 999,999,999, its decimals behind a point.");
}
