using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Web.Components.Subscriptions;

internal static class SubscriptionStates
{
    extension(SubscriptionResponse subscription)
    {
        /// <summary>Cancelled, but still running until the period that is paid for is over: this can be undone.</summary>
        public bool IsEnding => subscription is { EndsOn: not null, Status: SubscriptionStatus.Active or SubscriptionStatus.Trial };

        public bool HasEnded => subscription.Status is SubscriptionStatus.Cancelled or SubscriptionStatus.Expired;

        /// <summary>It runs, or will again by itself: what it costs a month is of interest.</summary>
        public bool HasCost => subscription.Status is SubscriptionStatus.Active or SubscriptionStatus.Trial;

        /// <summary>Nobody but its owner renews it.</summary>
        public bool CanRenew => subscription is { AutoRenew: false, IsEnding: false, Status: SubscriptionStatus.Active };

        public bool CanPause => subscription is { IsEnding: false, Status: SubscriptionStatus.Active or SubscriptionStatus.Trial };

        public bool CanConvert => subscription is { IsEnding: false, Status: SubscriptionStatus.Trial };
    }
}
