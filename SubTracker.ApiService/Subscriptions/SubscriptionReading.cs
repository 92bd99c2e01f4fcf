using System.Runtime.CompilerServices;

namespace SubTracker.ApiService.Subscriptions;

internal static class SubscriptionReading
{
    private const int AtOnce = 500;

    /// <summary>All of a user's subscriptions, however many, a few at a time; those first that were made first.</summary>
    public static async IAsyncEnumerable<Subscription> ReadOwnedAsync(
        this ISubscriptionStore store, string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<Subscription> some = [];
        do
        {
            some = await store.ListOwnedAsync(userId, some.Count == 0 ? null : some[^1].Id, AtOnce, cancellationToken);
            foreach (var subscription in some)
                yield return subscription;
        } while (some.Count == AtOnce);
    }
}
