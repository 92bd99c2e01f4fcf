using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Reminders;

/// <summary>Makes true what was promised: hands pending plans over, heals lost runs, starts retries. Everything it does may be done twice.</summary>
internal sealed partial class Reconciler(
    ISubscriptionStore subscriptions, IUserStore users, UserChannels channels, ILedgerStore store, ReminderLedger ledger, ReminderSender sender,
    Digests digests, BudgetAlerts budgets, RenewalPlanner planner, AnnouncementDelivery announcements, ReminderLateness lateness, ReminderMetrics metrics, TimeProvider clock, ILogger<Reconciler> logger)
{
    private const int Batch = 100;

    /// <summary>When the queue was away for a day, each look may sort a hundred thousand lost runs, however few it takes.</summary>
    private const int LostBatch = 1_000;

    private const int AtOnce = 8;

    /// <summary>A reminder this far behind its time has lost its run.</summary>
    private static readonly TimeSpan s_lostAfter = TimeSpan.FromMinutes(10);

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await FollowSettingsAsync(cancellationToken);
        await HealAsync(cancellationToken);
        await budgets.CheckAsync(cancellationToken);
        await RetryAsync(cancellationToken);
        await planner.SendPendingAsync(cancellationToken);
        await announcements.RunOnceAsync(cancellationToken);
        metrics.OldestOverdue(clock.GetUtcNow() - await lateness.OldestOverdueAsync(cancellationToken) ?? TimeSpan.Zero);
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
        IReadOnlyList<(string Id, ReminderPlanState Plan)> lost;
        do
        {
            lost = await subscriptions.ListLostPlansAsync(clock.GetUtcNow() - s_lostAfter, LostBatch, cancellationToken);
            await Parallel.ForEachAsync(
                lost, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (found, token) =>
                {
                    LogHealing(found.Id, found.Plan.Renewal, found.Plan.DueAt);
                    await subscriptions.MovePlanAsync(
                        found.Id, found.Plan, found.Plan with { State = PlanState.Pending, Attempt = found.Plan.Attempt + 1 }, token);
                });
        } while (lost.Count == LostBatch);
    }

    /// <summary>What failed or was put off is said when its time has come; several at once, since each waits for somebody else's server.</summary>
    private async Task RetryAsync(CancellationToken cancellationToken)
    {
        // After an outage thousands wait. Each is taken up once a round, whatever becomes of it.
        var taken = new HashSet<string>();
        List<LedgerRow> due;
        do
        {
            var now = clock.GetUtcNow();
            due = [.. (await store.ListDueAsync(now, now + LedgerTransitions.LongestBackOff, Batch, cancellationToken)).Where(row => taken.Add(row.Id))];
            await Parallel.ForEachAsync(
                due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (row, token) => await RetryAsync(row, token));
        } while (due.Count > 0);
    }

    private Task RetryAsync(LedgerRow row, CancellationToken cancellationToken) => row.Kind switch
    {
        ReminderKind.Digest => digests.SendAsync(row, cancellationToken),
        ReminderKind.BudgetExceeded => budgets.SendAsync(row, cancellationToken),
        _ => RemindAsync(row, cancellationToken),
    };

    private async Task RemindAsync(LedgerRow row, CancellationToken cancellationToken)
    {
        var subscription = await subscriptions.FindAsync(row.SubscriptionId, cancellationToken);
        var user = subscription is null ? null : await users.FindAsync(subscription.UserId, cancellationToken);
        var channel = user is null ? null : await channels.FindAsync(user, row.Channel, cancellationToken);
        if (row.WhyNot(subscription, user, channel, clock.GetUtcNow()) is { } reason)
        {
            await ledger.SkipAsync(row, reason, cancellationToken);
            metrics.Skipped(row);
        }
        else if (!await digests.TakeAlongAsync(row, cancellationToken))
        {
            await sender.SendAsync(row, channel!, subscription!, user!, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The run of {SubscriptionId} for {Renewal} was due at {DueAt} and is lost; starting it again")]
    private partial void LogHealing(string subscriptionId, DateOnly? renewal, DateTimeOffset? dueAt);
}
