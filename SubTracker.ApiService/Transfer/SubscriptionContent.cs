using System.Text.Json;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts;

namespace SubTracker.ApiService.Transfer;

/// <summary>Compares what their owner sees and sets of two subscriptions, without what the server counts.</summary>
internal static class SubscriptionContent
{
    public static bool HasContentOf(this Subscription one, Subscription other) => Text(one) == Text(other);

    private static string Text(Subscription s) =>
        JsonSerializer.Serialize(s with { Version = 0, CreatedAt = default, UpdatedAt = default }, ContractJson.Options);
}
