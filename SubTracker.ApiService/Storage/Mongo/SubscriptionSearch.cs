using System.Text.RegularExpressions;
using MongoDB.Bson;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>A list's question as a filter and an order; what a user typed is a value in it, never a part of it.</summary>
internal static class SubscriptionSearch
{
    public static BsonDocument Filter(SubscriptionQuery query)
    {
        var filter = new BsonDocument("userId", query.UserId);
        if (query.Status is { } status)
            filter.Add("status", status.ToString());
        if (query.Category is { } category)
            filter.Add("categoryKey", category.ToLowerInvariant());
        if (query.Tag is { } tag)
            filter.Add("tags", tag);
        if (query.Search is { } search)
            filter.Add("searchText", new BsonRegularExpression(Regex.Escape(search.ToLowerInvariant())));
        if (query.Currency is { } currency)
            filter.Add("currency", currency);
        var price = new BsonDocument();
        if (query.MinPrice is { } min)
            price.Add("$gte", min);
        if (query.MaxPrice is { } max)
            price.Add("$lte", max);
        if (price.ElementCount > 0)
            filter.Add("price", price);
        return query.RenewsBefore is { } day
            ? filter.Add("renews", true).Add("renewsOn", new BsonDocument("$lt", day.Bson()))
            : filter;
    }

    /// <summary>The order, unambiguous by id; what has no renewal is last either way.</summary>
    public static BsonDocument Order(SubscriptionQuery query)
    {
        var direction = query.Order == SortOrder.Asc ? 1 : -1;
        return query.Sort switch
        {
            SubscriptionSort.Name => new() { ["nameKey"] = direction, ["_id"] = direction },
            SubscriptionSort.Price => new() { ["price"] = direction, ["_id"] = direction },
            SubscriptionSort.CreatedAt => new() { ["createdAt"] = direction, ["_id"] = direction },
            _ => new() { ["renews"] = -1, ["renewsOn"] = direction, ["_id"] = direction },
        };
    }
}
