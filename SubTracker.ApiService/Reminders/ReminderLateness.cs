using Microsoft.Extensions.Diagnostics.HealthChecks;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Reminders;

/// <summary>How far reminders are behind their time: the gauge, the health check and the administration say the same.</summary>
internal sealed class ReminderLateness(ISubscriptionStore subscriptions, ILedgerStore ledger, TimeProvider clock) : IHealthCheck
{
    /// <summary>Longer than the reconciler takes to start a lost run again.</summary>
    private static readonly TimeSpan s_tolerated = TimeSpan.FromMinutes(15);

    /// <summary>When the reminder was due that is furthest behind; <c>null</c> where none is.</summary>
    public async Task<DateTimeOffset?> OldestOverdueAsync(CancellationToken cancellationToken)
    {
        var planned = await subscriptions.FindOldestOverdueAsync(clock.GetUtcNow(), cancellationToken);
        var waiting = await ledger.OldestWaitingAsync(cancellationToken);
        return planned < waiting ? planned : waiting ?? planned;
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var behind = clock.GetUtcNow() - await OldestOverdueAsync(cancellationToken);
        return behind > s_tolerated
            ? HealthCheckResult.Degraded($"A reminder is {behind:d\\.hh\\:mm\\:ss} behind its time.")
            : HealthCheckResult.Healthy();
    }
}
