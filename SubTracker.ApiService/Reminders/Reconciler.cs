using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Reminders;

/// <summary>Makes true what was promised: hands pending plans over, heals lost runs, starts retries. Everything it does may be done twice.</summary>
internal sealed partial class Reconciler(
    ISubscriptionStore subscriptions, IUserStore users, IReminderLedger ledger, ReminderSender sender,
    RenewalPlanner planner, AnnouncementDelivery announcements, TimeProvider clock, ILogger<Reconciler> logger)
{
    private const int Batch = 100;

    /// <summary>A reminder this far behind its time has lost its run.</summary>
    private static readonly TimeSpan s_lostAfter = TimeSpan.FromMinutes(10);

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await FollowSettingsAsync(cancellationToken);
        await HealAsync(cancellationToken);
        await RetryAsync(cancellationToken);
        await planner.SendPendingAsync(cancellationToken);
        await announcements.RunOnceAsync(cancellationToken);
    }

    /// <summary>Zone or default offsets of a user have changed: all of their plans are made anew.</summary>
    private async Task FollowSettingsAsync(CancellationToken cancellationToken)
    {
        foreach (var user in await users.ListWithUnplannedSettingsAsync(Batch, cancellationToken))
        {
            await subscriptions.ReplanAllAsync(user.Id, cancellationToken);
            await users.MarkSettingsPlannedAsync(user.Id, user.SettingsVersion, cancellationToken);
        }
    }

    private async Task HealAsync(CancellationToken cancellationToken)
    {
        foreach (var lost in await subscriptions.ListOverduePlansAsync(clock.GetUtcNow() - s_lostAfter, Batch, cancellationToken))
        {
            LogHealing(lost.Id, lost.Plan.Renewal, lost.Plan.DueAt);
            await subscriptions.MovePlanAsync(
                lost.Id, lost.Plan, lost.Plan with { State = PlanState.Pending, Attempt = lost.Plan.Attempt + 1 }, cancellationToken);
        }
    }

    private async Task RetryAsync(CancellationToken cancellationToken)
    {
        foreach (var row in await ledger.ListDueForRetryAsync(clock.GetUtcNow(), Batch, cancellationToken))
        {
            var subscription = await subscriptions.FindAsync(row.SubscriptionId, cancellationToken);
            var user = subscription is null ? null : await users.FindAsync(subscription.UserId, cancellationToken);
            if (WhyNot(row, subscription, user) is { } reason)
                await ledger.SkipAsync(row, reason, cancellationToken);
            else
                await sender.SendAsync(row, subscription!, user!, cancellationToken);
        }
    }

    /// <summary>Why a reminder that failed before is no longer of use; <c>null</c> where it still is.</summary>
    private string? WhyNot(LedgerRow row, Subscription? subscription, User? user)
    {
        if (subscription is null || user is null)
            return "the subscription is gone";
        if (UserZone.Of(user.TimeZone).Today(clock.GetUtcNow()) > row.Renewal)
            return "the day of the renewal has passed";
        return subscription.Cancellation is null && subscription.Reminders.Enabled && subscription.Calendar.Next(row.Renewal) == row.Renewal
            ? null
            : "the subscription has moved on";
    }

    [LoggerMessage(LogLevel.Warning, "The run of {SubscriptionId} for {Renewal} was due at {DueAt} and is lost; starting it again")]
    private partial void LogHealing(string subscriptionId, DateOnly? renewal, DateTimeOffset? dueAt);
}
