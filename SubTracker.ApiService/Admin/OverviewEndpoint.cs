using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Reminders;
using SubTracker.Contracts;
using SubTracker.Contracts.Admin;
using SubTracker.Upstash;

namespace SubTracker.ApiService.Admin;

internal static class OverviewEndpoint
{
    /// <summary>Older reminders are not counted: an installation has millions of them, and they tell nothing about today.</summary>
    private static readonly TimeSpan s_counted = TimeSpan.FromDays(30);

    private const int LagsLookedAt = 10_000;
    private const int DeadLettersCounted = 100;

    public static async Task<Ok<Reply<AdminOverview>>> GetAsync(
        IAdminStore installation, ILedgerStore ledger, ReminderLateness lateness, WorkflowClient workflows, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var counts = await installation.CountAsync(cancellationToken);
        var states = await ledger.CountAsync(now - s_counted, cancellationToken);
        long In(params LedgerState[] wanted) => wanted.Sum(state => states.GetValueOrDefault(state));
        var lags = (await ledger.ListLagsAsync(now.AddDays(-1), LagsLookedAt, cancellationToken)).Order().ToList();
        return TypedResults.Ok(Reply.With(new AdminOverview(
            counts.Users,
            counts.Subscriptions,
            new(counts.Planned + counts.Pending, In(LedgerState.Claimed, LedgerState.Snoozed), In(LedgerState.Sent), In(LedgerState.Failed),
                In(LedgerState.Skipped), In(LedgerState.Superseded)),
            new(Percentile(lags, 50), Percentile(lags, 99), lags.Count),
            await ledger.CountFailedAsync(now.AddDays(-1), cancellationToken),
            new(counts.Pending, counts.Planned, (await ledger.WaitingAsync(cancellationToken)).Count, await DeadLettersAsync(workflows, cancellationToken)),
            await lateness.OldestOverdueAsync(cancellationToken))));
    }

    /// <summary>The smallest lag that so many per cent do not exceed.</summary>
    internal static double? Percentile(IReadOnlyList<TimeSpan> ordered, int percent) =>
        ordered.Count == 0 ? null : ordered[(int)Math.Ceiling(ordered.Count * percent / 100.0) - 1].TotalSeconds;

    private static async Task<int?> DeadLettersAsync(WorkflowClient workflows, CancellationToken cancellationToken)
    {
        try
        {
            return (await workflows.DeadLetters.ListAsync(new() { Count = DeadLettersCounted }, cancellationToken)).Messages.Count;
        }
        catch (Exception away) when (away is HttpRequestException or UpstashException)
        {
            return null;
        }
    }
}
