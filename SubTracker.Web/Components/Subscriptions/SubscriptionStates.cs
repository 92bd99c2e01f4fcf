using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Web.Components.Subscriptions;

internal static class SubscriptionStates
{
    extension(SubscriptionResponse subscription)
    {
        /// <summary>Cancelled, but still running until the period that is paid for is over: this can be undone.</summary>
        public bool IsEnding => subscription is { EndsOn: not null, Status: SubscriptionStatus.Active or SubscriptionStatus.Trial };
    }
}
