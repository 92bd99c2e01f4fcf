using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Reminders;
using SubTracker.Contracts;
using SubTracker.Contracts.Admin;
using SubTracker.Upstash;

namespace SubTracker.ApiService.Admin;

internal static class OverviewEndpoint
{
    private const int DeadLettersCounted = 100;

    /// <summary>All that the queue is waited for: the client tries again by itself, and the other figures are worth seeing just then.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    public static async Task<Ok<Reply<AdminOverview>>> GetAsync(
        Figures figures, ReminderLateness lateness, WorkflowClient workflows, CancellationToken cancellationToken)
    {
        var deadLetters = DeadLettersAsync(workflows, cancellationToken);
        var counted = await figures.ReadAsync(cancellationToken);
        var overdue = await lateness.OldestOverdueAsync(cancellationToken);
        var (counts, lags) = (counted.Installation, counted.Lags);
        long In(params LedgerState[] wanted) => wanted.Sum(state => counted.States.GetValueOrDefault(state));
        return TypedResults.Ok(Reply.With(new AdminOverview(
            counts.Users,
            counts.Subscriptions,
            new(counts.Planned + counts.Pending, In(LedgerState.Claimed, LedgerState.Snoozed), In(LedgerState.Sent), In(LedgerState.Failed),
                In(LedgerState.Skipped), In(LedgerState.Superseded)),
            new(Percentile(lags, 50), Percentile(lags, 99), lags.Count),
            counted.Failed,
            new(counts.Pending, counts.Planned, counted.Waiting, await deadLetters),
            overdue,
            counted.At)));
    }

    /// <summary>The smallest lag that so many per cent do not exceed.</summary>
    internal static double? Percentile(IReadOnlyList<TimeSpan> ordered, int percent) =>
        ordered.Count == 0 ? null : ordered[(int)Math.Ceiling(ordered.Count * percent / 100.0) - 1].TotalSeconds;

    private static async Task<int?> DeadLettersAsync(WorkflowClient workflows, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            return (await workflows.DeadLetters.ListAsync(new() { Count = DeadLettersCounted }, patience.Token)).Messages.Count;
        }
        catch (Exception away) when (
            away is HttpRequestException or UpstashException || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
