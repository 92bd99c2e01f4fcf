using SubTracker.ApiService.Reminders;

namespace SubTracker.ApiService.Admin;

/// <summary>What the overview counts. Counting walks through as many rows as there are, so what took long is kept for a while.</summary>
internal sealed class Figures(IAdminStore installation, ILedgerStore ledger, TimeProvider clock)
{
    /// <summary>Kept for as many times as long as counting took: a small installation is counted each time, a large one does little else but count otherwise.</summary>
    private const int Kept = 20;

    /// <summary>Older reminders are not counted: an installation has millions of them, and they tell nothing about today.</summary>
    private static readonly TimeSpan s_counted = TimeSpan.FromDays(30);

    private const int LagsLookedAt = 10_000;

    private Counted? _last;

    public async Task<Counted> ReadAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && clock.GetElapsedTime(last.Begun) < last.Took * (Kept + 1))
            return last;
        var (now, begun) = (clock.GetUtcNow(), clock.GetTimestamp());
        var counts = await installation.CountAsync(cancellationToken);
        var states = await ledger.CountAsync(now - s_counted, cancellationToken);
        var lags = (await ledger.ListLagsAsync(now.AddDays(-1), LagsLookedAt, cancellationToken)).Order().ToList();
        var failed = await ledger.CountFailedAsync(now.AddDays(-1), cancellationToken);
        var waiting = await ledger.CountWaitingAsync(cancellationToken);
        return _last = new(now, counts, states, lags, failed, waiting, begun, clock.GetElapsedTime(begun));
    }

    /// <param name="Failed">On the last day.</param>
    /// <param name="Lags">Of the last day, the shortest first.</param>
    internal sealed record Counted(
        DateTimeOffset At, InstallationCounts Installation, IReadOnlyDictionary<LedgerState, long> States, IReadOnlyList<TimeSpan> Lags,
        long Failed, long Waiting, long Begun, TimeSpan Took);
}
