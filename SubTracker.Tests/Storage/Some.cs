using System.Globalization;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Notifications;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Users;

namespace SubTracker.Tests.Storage;

/// <summary>Stored records as tests of stores need them.</summary>
internal static class Some
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static DateOnly Today { get; } = DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>Ada's, monthly, charged next on <paramref name="renewsOn"/>.</summary>
    public static Subscription Subscription(string id, string renewsOn = "2026-03-20", Frequency frequency = Frequency.Monthly) => new()
    {
        Id = id,
        UserId = "ada",
        Name = id,
        Terms = [new(new(frequency, 1), Day(renewsOn), StartRenews: true)],
        Prices = [new(Day(renewsOn), 15.99m, "EUR")],
        Version = 1,
        CreatedAt = Now,
        UpdatedAt = Now,
        Plan = new(1, PlanState.Pending, Day(renewsOn), Attempt: 0, Now.AddDays(12)),
    };

    /// <summary>Ada's, of subscription "a".</summary>
    public static Payment Payment(string id, string date = "2026-02-20", string subscriptionId = "a") => new(
        id, subscriptionId, "ada", Day(date), 15.99m, "EUR", PaymentStatus.Paid, Note: null, Version: 1, Now, Now);

    public static User User(string id) => new(
        id, id, $"{id}@example.org", "hash", Role.User, "EUR", "UTC", new([7, 1], new(9, 0)), CreatedAt: Now, UpdatedAt: Now);

    public static SubscriptionQuery Query(string userId = "ada") => new(
        userId, Status: null, Category: null, Tag: null, Search: null, Currency: null, MinPrice: null, MaxPrice: null,
        RenewsBefore: null, SubscriptionSort.RenewalDate, SortOrder.Asc, Page: 1, Limit: 10);

    /// <summary>A webhook that works, named after its id.</summary>
    public static Channel Channel(string id, string userId = "ada") => new()
    {
        Id = id,
        UserId = userId,
        Type = ChannelType.Webhook,
        Name = id,
        Settings = new Dictionary<string, string> { ["url"] = "https://example.org/hook", ["secret"] = "0123456789abcdef" },
        Version = 1,
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    public static Announcement Announcement(string id) =>
        ApiService.Notifications.Announcement.Of("ada", "channel", "subscription.updated", "sub", 2, Now) with { Id = id };

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
