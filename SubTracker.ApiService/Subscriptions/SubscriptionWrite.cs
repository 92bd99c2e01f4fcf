namespace SubTracker.ApiService.Subscriptions;

/// <summary>One of many writes that go together (<see cref="ISubscriptionStore.WriteAllAsync"/>).</summary>
/// <param name="ExpectedVersion">The version that is replaced or deleted; without one it is added where it is not there yet.</param>
internal sealed record SubscriptionWrite(Subscription Subscription, long? ExpectedVersion, bool Deletes = false)
{
    public static SubscriptionWrite Delete(Subscription found) => new(found, found.Version, Deletes: true);
}
