using System.Diagnostics;
using Microsoft.Extensions.Options;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Upstash;
using BoundedChannelFullMode = System.Threading.Channels.BoundedChannelFullMode;
using BoundedChannelOptions = System.Threading.Channels.BoundedChannelOptions;
using WakeUps = System.Threading.Channels.Channel<bool>;

namespace SubTracker.ApiService.Reminders;

/// <summary>Looks for the next renewal to speak about when a subscription is saved, and hands pending plans to the queue behind the answer.</summary>
internal sealed class RenewalPlanner(
    ISubscriptionStore subscriptions, IUserStore users, UserChannels channels, ReminderLedger ledger, WorkflowClient workflows,
    ReminderMetrics metrics, IOptions<UpstashOptions> upstash, TimeProvider clock) : IRenewalScheduler, ISettingsFollower
{
    /// <summary>How many plans go into one request to the queue.</summary>
    private const int Batch = 100;

    // One waiting wake-up is enough: a round takes up everything that is pending.
    private readonly WakeUps _wake = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public ReminderPlanState Plan(Subscription subscription, User user, long revision) =>
        PlanFrom(subscription, user, revision, DateOnly.MinValue) with { Trace = Activity.Current?.Id };

    /// <summary>The plan for the first renewal from <paramref name="from"/> or today on that there is something to say about.</summary>
    public ReminderPlanState PlanFrom(Subscription subscription, User user, long revision, DateOnly from) =>
        Look(subscription, user, from) is { } plan
            ? new(revision, PlanState.Pending, plan.Renewal, Attempt: 0, plan.Moments[0].DueAt)
            : new(revision, PlanState.None);

    /// <summary>What the plan wants said next; <c>null</c> where that is nothing.</summary>
    public ReminderPlan? Ahead(Subscription subscription, User user) =>
        subscription.Plan.State == PlanState.None ? null : Look(subscription, user, subscription.Plan.Renewal ?? DateOnly.MinValue);

    /// <summary>Everything that the plan will say after <paramref name="now"/>, one renewal after another, on a clock that runs ahead; without an end.</summary>
    public static IEnumerable<Moment> Simulate(Subscription subscription, User user, DateTimeOffset now)
    {
        var (clock, from) = (now, subscription.Plan.Renewal ?? DateOnly.MinValue);
        while (subscription.Plan.State != PlanState.None && Look(subscription, user, from, clock) is { } plan)
        {
            foreach (var moment in plan.Moments.Where(moment => moment.DueAt > now))
                yield return moment;
            clock = plan.Moments[^1].DueAt > clock ? plan.Moments[^1].DueAt : clock;
            from = plan.Renewal.AddDays(1);
        }
    }

    public void Wake() => _wake.Writer.TryWrite(true);

    public void SettingsChanged() => Wake();

    /// <summary>Returns when somebody has called <see cref="Wake"/>, or with <c>false</c>, after <paramref name="atMost"/> or when it is cancelled.</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await _wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Hands every pending plan to the queue. What cannot be handed over stays pending.</summary>
    /// <exception cref="HttpRequestException">The queue does not answer.</exception>
    public async Task SendPendingAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Subscription> pending;
        do
        {
            pending = await subscriptions.ListPendingPlansAsync(Batch, cancellationToken);
            var runs = new List<(Subscription Subscription, RenewalRun Run)>();
            foreach (var subscription in pending)
                if (await PrepareAsync(subscription, cancellationToken) is { } run)
                    runs.Add((subscription, run));
            if (runs.Count > 0)
                await workflows.TriggerManyAsync([.. runs.Select(r => Trigger(r.Run, r.Subscription.Plan.Trace))], cancellationToken);
            metrics.Planned(runs.Sum(r => r.Run.Moments.Count));
            foreach (var (subscription, run) in runs)
                await subscriptions.SettlePlanAsync(subscription.Id, subscription.Plan, Started(run, subscription.Plan), cancellationToken);
        } while (pending.Count == Batch);
    }

    /// <summary>When a moment is to be done: a late one now, so that the run that has just been started is not taken for lost.</summary>
    public DateTimeOffset NotBeforeNow(Moment moment) => clock.GetUtcNow() is var now && moment.DueAt < now ? now : moment.DueAt;

    /// <summary>A run that is started again is as late as it was: whoever watches sees that it gets nowhere.</summary>
    private ReminderPlanState Started(RenewalRun run, ReminderPlanState pending) => run.Attempt > 0 && pending.DueAt < clock.GetUtcNow()
        ? run.AsPlan() with { DueAt = pending.DueAt, RestartedAt = clock.GetUtcNow() }
        : run.AsPlan() with { DueAt = NotBeforeNow(run.Moments[0]) };

    private async Task<RenewalRun?> PrepareAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var pending = subscription.Plan;
        var user = await users.FindAsync(subscription.UserId, cancellationToken);
        var plan = user is null ? null : Look(subscription, user, pending.Renewal ?? DateOnly.MinValue);
        if (user is not null)
            await RecordMissedAsync(pending, plan?.Renewal ?? DateOnly.MaxValue, subscription, user, cancellationToken);
        if (plan is null)
        {
            await subscriptions.SettlePlanAsync(subscription.Id, pending, new(pending.Revision, PlanState.None), cancellationToken);
            return null;
        }
        await RecordSkippedAsync(plan, subscription, user!, cancellationToken);
        // Planned so long ago that its renewal has passed: the attempt starts again with the renewal.
        var attempt = plan.Renewal == pending.Renewal ? pending.Attempt : 0;
        return new(
            subscription.Id, pending.Revision, plan.Renewal, attempt, plan.Moments,
            SleepFirst: plan.Moments[0].DueAt > LatestStart(clock.GetUtcNow()));
    }

    private Task RecordSkippedAsync(ReminderPlan plan, Subscription subscription, User user, CancellationToken cancellationToken) =>
        RecordSkippedAsync(plan.Skipped, "past", plan.Renewal, subscription, user, cancellationToken);

    /// <summary>Nobody was there over whole renewals: what was to be said of them is of no use any more, and is recorded with that reason.</summary>
    private async Task RecordMissedAsync(
        ReminderPlanState pending, DateOnly next, Subscription subscription, User user, CancellationToken cancellationToken)
    {
        var (from, at, now) = (pending.Renewal, pending.DueAt, clock.GetUtcNow());
        while (from < next && at < now && Look(subscription, user, from.Value, at.Value) is { } missed && missed.Renewal < next)
        {
            await RecordSkippedAsync(missed.Skipped, "past", missed.Renewal, subscription, user, cancellationToken);
            await RecordSkippedAsync(
                [.. missed.Moments.Where(moment => moment.DueAt <= now)], Usefulness.DayHasPassed, missed.Renewal, subscription, user, cancellationToken);
            (from, at) = (missed.Renewal.AddDays(1), missed.Moments[^1].DueAt > at ? missed.Moments[^1].DueAt : at);
        }
    }

    private async Task RecordSkippedAsync(
        IReadOnlyList<Moment> moments, string reason, DateOnly renewal, Subscription subscription, User user, CancellationToken cancellationToken)
    {
        if (moments.Count == 0)
            return;
        var addressees = Addressee.Of(await channels.ListAsync(user, cancellationToken), subscription.Reminders.Channels);
        foreach (var moment in moments)
            foreach (var addressee in addressees)
            {
                var row = LedgerRow.For(subscription.Id, user.Id, renewal, moment, LedgerState.Skipped, addressee.Id, addressee.Name);
                await ledger.SkipAsync(row, addressee.WhyNot ?? reason, cancellationToken);
                metrics.Skipped(row);
            }
    }

    private ReminderPlan? Look(Subscription subscription, User user, DateOnly from) => Look(subscription, user, from, clock.GetUtcNow());

    private static ReminderPlan? Look(Subscription subscription, User user, DateOnly from, DateTimeOffset now) =>
        user.Disabled ? null : ReminderPlan.Next(subscription, ReminderRules.Of(subscription, user), UserZone.Of(user.TimeZone), from, now);

    private WorkflowTrigger Trigger(RenewalRun run, string? trace)
    {
        var latest = LatestStart(clock.GetUtcNow());
        return new(RenewalReminders.Path)
        {
            RunId = run.AsPlan().RunId(run.SubscriptionId),
            Payload = run,
            NotBefore = run.SleepFirst ? latest : run.Moments[0].DueAt,
            Label = "renewal",
            Headers = trace is null ? null : new Dictionary<string, string> { ["traceparent"] = trace },
        };
    }

    /// <summary>The queue's plan limits how long a run may wait; beyond that the run itself sleeps on.</summary>
    private DateTimeOffset LatestStart(DateTimeOffset now) =>
        upstash.Value.MaxDelay is { } cap && cap < DateTimeOffset.MaxValue - now ? now + cap : DateTimeOffset.MaxValue;
}
