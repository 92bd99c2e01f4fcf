using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Storage.Sqlite;

/// <summary>A list's question as SQL; everything that a user typed is a parameter.</summary>
internal static class SubscriptionFilter
{
    public static (string Where, (string, object?)[] Parameters) Of(SubscriptionQuery query)
    {
        var conditions = new List<string> { "user_id = $user_id" };
        var parameters = new List<(string, object?)> { ("$user_id", query.UserId) };
        void Add(string condition, string name, object? value)
        {
            if (value is null)
                return;
            conditions.Add(condition);
            parameters.Add((name, value));
        }

        Add("status = $status", "$status", query.Status?.ToString());
        Add("category = $category", "$category", query.Category?.ToLowerInvariant());
        Add("EXISTS (SELECT 1 FROM json_each(document, '$.tags') WHERE value = $tag)", "$tag", query.Tag);
        Add("instr(search_text, $search) > 0", "$search", query.Search?.ToLowerInvariant());
        Add("currency = $currency", "$currency", query.Currency);
        Add("price >= $min_price", "$min_price", query.MinPrice is { } min ? SubscriptionRow.Thousandths(min) : null);
        Add("price <= $max_price", "$max_price", query.MaxPrice is { } max ? SubscriptionRow.Thousandths(max) : null);
        Add("renews_on < $renews_before", "$renews_before", query.RenewsBefore?.Stored());
        return (string.Join(" AND ", conditions), [.. parameters]);
    }

    /// <summary>The order, unambiguous by id; what has no renewal is last either way.</summary>
    public static string Order(SubscriptionQuery query)
    {
        var direction = query.Order == SortOrder.Asc ? "ASC" : "DESC";
        return query.Sort switch
        {
            SubscriptionSort.Name => $"name_key {direction}, id {direction}",
            SubscriptionSort.Price => $"price {direction}, id {direction}",
            SubscriptionSort.CreatedAt => $"created_at {direction}, id {direction}",
            _ => $"renews_on {direction} NULLS LAST, id {direction}",
        };
    }
}
