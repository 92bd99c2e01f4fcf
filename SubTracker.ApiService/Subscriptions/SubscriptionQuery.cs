using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>Which of a user's subscriptions, in which order, which page.</summary>
internal sealed record SubscriptionQuery(
    string UserId, SubscriptionStatus? Status, string? Category, string? Tag, string? Search, string? Currency,
    decimal? MinPrice, decimal? MaxPrice, DateOnly? RenewsBefore, SubscriptionSort Sort, SortOrder Order, int Page, int Limit);
