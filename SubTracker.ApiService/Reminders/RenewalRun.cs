using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Reminders;

/// <summary>The input of one run: which renewal of which plan, and its moments. It lies in somebody else's queue: ids and days only.</summary>
/// <param name="SleepFirst">The queue could not hold the run until its first moment; it begins with a sleep.</param>
internal sealed record RenewalRun(
    string SubscriptionId, long Revision, DateOnly Renewal, int Attempt, IReadOnlyList<Moment> Moments, bool SleepFirst = false)
{
    public ReminderPlanState AsPlan() => new(Revision, PlanState.Planned, Renewal, Attempt);

    /// <summary>The moment after <paramref name="moment"/>; <c>null</c> behind the last.</summary>
    public Moment? After(Moment moment) => Moments.FirstOrDefault(m => m.DueAt > moment.DueAt);
}
