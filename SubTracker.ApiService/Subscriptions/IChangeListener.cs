namespace SubTracker.ApiService.Subscriptions;

/// <summary>Is told of every change of a subscription before it is written; what it notes down then cannot be lost by a crash behind it.</summary>
internal interface IChangeListener
{
    /// <param name="before"><c>null</c> where the subscription is new.</param>
    Task ChangingAsync(Subscription? before, Subscription after, Owner owner, CancellationToken cancellationToken);
}
