using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Web.Api;

/// <summary>Which subscriptions a list shows, in which order, and which page of them.</summary>
internal sealed record SubscriptionQuery(
    string? Search = null,
    SubscriptionStatus? Status = null,
    string? Category = null,
    string? Tag = null,
    SubscriptionSort Sort = SubscriptionSort.RenewalDate,
    SortOrder Order = SortOrder.Asc,
    int Page = 1,
    int Limit = 10)
{
    public string ToQueryString()
    {
        var query = new QueryBuilder
        {
            { "sort", JsonNamingPolicy.CamelCase.ConvertName(Sort.ToString()) },
            { "order", JsonNamingPolicy.CamelCase.ConvertName(Order.ToString()) },
            { "page", $"{Page}" },
            { "limit", $"{Limit}" },
        };
        if (!string.IsNullOrWhiteSpace(Search))
            query.Add("search", Search.Trim());
        if (!string.IsNullOrWhiteSpace(Category))
            query.Add("category", Category);
        if (!string.IsNullOrWhiteSpace(Tag))
            query.Add("tag", Tag);
        if (Status is { } status)
            query.Add("status", JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString()));
        return query.ToString();
    }
}
