using SubTracker.Contracts.Subscriptions;
using SubTracker.Web.Api;

namespace SubTracker.Web.Components.Subscriptions;

/// <summary>The orders that the list offers, as they stand in the address.</summary>
internal static class SubscriptionSorting
{
    private static readonly (string Word, string Text, SubscriptionSort Sort, SortOrder Order)[] s_all =
    [
        ("", "Next renewal", SubscriptionSort.RenewalDate, SortOrder.Asc),
        ("name", "Name, A to Z", SubscriptionSort.Name, SortOrder.Asc),
        ("name-desc", "Name, Z to A", SubscriptionSort.Name, SortOrder.Desc),
        ("price-desc", "Price, highest first", SubscriptionSort.Price, SortOrder.Desc),
        ("price", "Price, lowest first", SubscriptionSort.Price, SortOrder.Asc),
        ("newest", "Newest first", SubscriptionSort.CreatedAt, SortOrder.Desc),
    ];

    public static IEnumerable<(string, string)> Options { get; } = [.. s_all.Select(order => (order.Word, order.Text))];

    public static SubscriptionQuery Sorted(string? word, SubscriptionQuery query)
    {
        var chosen = s_all.FirstOrDefault(order => order.Word == word, s_all[0]);
        return query with { Sort = chosen.Sort, Order = chosen.Order };
    }
}
