using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>Asked for by Subscriptions, given by Reminders: what is planned when a subscription is saved.</summary>
internal interface IRenewalScheduler
{
    /// <summary>The plan to be stored with <paramref name="subscription"/>, in the same write.</summary>
    ReminderPlanState Plan(Subscription subscription, User user, long revision);

    /// <summary>Says that a plan has been stored; it is handed to the queue behind the answer.</summary>
    void Wake();
}
