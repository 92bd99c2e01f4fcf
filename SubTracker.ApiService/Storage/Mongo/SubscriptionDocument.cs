using MongoDB.Bson;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>A subscription as its document, with what is searched beside what it says.</summary>
internal static class SubscriptionDocument
{
    public static BsonDocument Of(Subscription s, DateOnly today) => s.ToBsonDocument()
        .Add("nameKey", s.Name.ToLowerInvariant())
        .Add("categoryKey", s.Category.ToLowerInvariant())
        .Add("searchText", string.Join('\n', [s.Name, s.Category, s.PaymentMethod, s.Notes, .. s.Tags]).ToLowerInvariant())
        .AddRange(Derived(s, today).Where(field => !field.Value.IsBsonNull));

    /// <summary>What follows from the document and the day, brought up to the day.</summary>
    public static BsonDocument Rolled(Subscription s, DateOnly today)
    {
        var derived = Derived(s, today);
        return new()
        {
            ["$set"] = new BsonDocument(derived.Where(field => !field.Value.IsBsonNull)),
            ["$unset"] = new BsonDocument(derived.Where(field => field.Value.IsBsonNull)),
        };
    }

    /// <summary><c>renews</c> sorts what has no renewal behind what has; <c>holdsThrough</c>: the last day on which all of it is right.</summary>
    private static BsonDocument Derived(Subscription s, DateOnly today)
    {
        var renewsOn = s.RenewsOn(today);
        var price = s.PriceOn(today);
        return new()
        {
            ["price"] = price.Price,
            ["currency"] = price.Currency,
            ["status"] = s.Status(today).ToString(),
            ["renews"] = renewsOn is not null,
            ["renewsOn"] = renewsOn.Bson(),
            ["holdsThrough"] = s.HoldsThrough(today).Bson(),
        };
    }
}
