using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Storage.Sqlite;

/// <summary>The searched columns of a subscription.</summary>
internal static class SubscriptionRow
{
    public static (string, object?)[] Of(Subscription s, DateOnly today) =>
    [
        ("$id", s.Id), ("$user_id", s.UserId), ("$version", s.Version), ("$document", Document.Write(s)),
        ("$name_key", s.Name.ToLowerInvariant()),
        ("$search_text", string.Join('\n', [s.Name, s.Category, s.PaymentMethod, s.Notes, .. s.Tags]).ToLowerInvariant()),
        ("$category", s.Category.ToLowerInvariant()),
        ("$created_at", s.CreatedAt),
        .. Derived(s, today),
    ];

    /// <summary>What follows from the document and the day.</summary>
    public static (string, object?)[] Derived(Subscription s, DateOnly today) =>
    [
        ("$price", Thousandths(s.PriceOn(today).Price)), ("$currency", s.PriceOn(today).Currency),
        ("$status", s.Status(today).ToString()), ("$renews_on", s.RenewsOn(today)?.Stored()), ("$holds_through", s.HoldsThrough(today)?.Stored()),
    ];

    /// <summary>SQLite has no decimal: an amount is compared as an integer.</summary>
    public static long Thousandths(decimal price) => (long)(price * 1000);
}
