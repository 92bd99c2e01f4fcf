using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;
using SubTracker.Contracts.Admin;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Admin;

/// <summary>The next twelve months of every plan on a virtual clock: what would be sent, and where plan and ledger do not agree. Sends nothing.</summary>
internal sealed class Drill(
    IAdminStore installation, IUserStore users, ILedgerStore ledger, ReminderTimeline timeline, RenewalPlanner planner, TimeProvider clock)
{
    private const int AtATime = 200;
    private const int MostShown = 100;

    /// <summary>As long as the reconciler lets a lost run be: until then a missing row is on its way.</summary>
    private static readonly TimeSpan s_tolerated = TimeSpan.FromMinutes(15);

    public static async Task<Ok<Reply<DrillReport>>> RunAsync(Drill drill, CancellationToken cancellationToken) =>
        TypedResults.Ok(Reply.With(await drill.ReportAsync(cancellationToken), "Nothing was sent."));

    private async Task<DrillReport> ReportAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var until = now.AddYears(1);
        var months = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var kinds = new SortedDictionary<ReminderKind, long>();
        var disagreements = new List<DrillDisagreement>();
        var (subscriptions, after) = (0L, "");
        while (await installation.ListSubscriptionsAsync(after, AtATime, cancellationToken) is { Count: > 0 } some)
        {
            foreach (var subscription in some)
            {
                subscriptions++;
                if (await users.FindAsync(subscription.UserId, cancellationToken) is not { } user)
                {
                    disagreements.Add(new(subscription.Id, null, "Its owner is gone."));
                    continue;
                }
                foreach (var moment in RenewalPlanner.Simulate(subscription, user, now).TakeWhile(moment => moment.DueAt <= until))
                {
                    var month = moment.DueAt.ToString("yyyy-MM", CultureInfo.InvariantCulture);
                    months[month] = months.GetValueOrDefault(month) + 1;
                    kinds[moment.Kind] = kinds.GetValueOrDefault(moment.Kind) + 1;
                }
                disagreements.AddRange(await DisagreementsAsync(subscription, user, now, cancellationToken));
            }
            after = some[^1].Id;
        }
        return new(
            now, until, subscriptions, months.Values.Sum(),
            [.. months.Select(m => new DrillMonth(m.Key, m.Value))],
            [.. kinds.Select(k => new DrillCount(k.Key, k.Value))],
            disagreements.Count, [.. disagreements.Take(MostShown)]);
    }

    private async Task<IEnumerable<DrillDisagreement>> DisagreementsAsync(
        Subscription subscription, User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = new List<DrillDisagreement>();
        var plan = subscription.Plan;
        var next = planner.Plan(subscription, user, plan.Revision);
        if (plan.State == PlanState.None && next.State != PlanState.None)
            found.Add(new(subscription.Id, null, $"Nothing is planned, though there is something to say about {next.Renewal:yyyy-MM-dd}."));
        if (plan.State != PlanState.None && plan.DueAt < now - s_tolerated)
            found.Add(new(subscription.Id, null, $"Its plan is due since {plan.DueAt:yyyy-MM-dd HH:mm} UTC and has not moved on."));
        var rows = (await ledger.ListAsync(subscription.Id, cancellationToken)).ToDictionary(row => row.Id);
        found.AddRange(
            from row in await timeline.AheadAsync(subscription, user, cancellationToken)
            where row.DueAt < now - s_tolerated && plan.DueAt > row.DueAt && !rows.ContainsKey(row.Id)
            select new DrillDisagreement(subscription.Id, row.Id, $"It was due at {row.DueAt:yyyy-MM-dd HH:mm} UTC, and the ledger knows nothing of it."));
        found.AddRange(
            from row in rows.Values
            where row.State is LedgerState.Claimed or LedgerState.Failed && row.NextAttemptAt < now - s_tolerated
            select new DrillDisagreement(subscription.Id, row.Id, $"It should have been tried again at {row.NextAttemptAt:yyyy-MM-dd HH:mm} UTC."));
        return found;
    }
}
