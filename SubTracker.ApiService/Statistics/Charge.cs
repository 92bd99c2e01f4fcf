using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Statistics;

/// <summary>What a subscription costs its owner on one day, not rounded; less than nothing where money came back.</summary>
internal readonly record struct Charge(Subscription Of, DateOnly Day, decimal Amount, string Currency);
