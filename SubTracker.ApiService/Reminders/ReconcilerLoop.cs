namespace SubTracker.ApiService.Reminders;

/// <summary>
/// Runs the reconciler at the start, twice a minute in the one replica that holds the lease, and in any replica whenever something was
/// saved there. Two rounds at once are of no harm, only of no use.
/// </summary>
internal sealed partial class ReconcilerLoop(
    Reconciler reconciler, RenewalPlanner planner, ILeaseStore leases, TimeProvider clock, ILogger<ReconcilerLoop> logger) : BackgroundService
{
    private const string Lease = "reconciler";

    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(30);

    /// <summary>A replica that died is replaced after three rounds.</summary>
    private static readonly TimeSpan s_leaseHolds = 3 * s_every;

    private readonly string _self = $"{Environment.MachineName}-{Guid.NewGuid():n}";

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await leases.ReleaseAsync(Lease, _self, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var woken = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var now = clock.GetUtcNow();
                if (await leases.TakeAsync(Lease, _self, now, now + s_leaseHolds, now + (2 * s_leaseHolds), stoppingToken) || woken)
                    await reconciler.RunOnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                // The queue or the database is away: what is saved stays saved, and the next round takes it up.
                LogTrouble(trouble);
            }
            woken = await planner.WaitAsync(s_every, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A round of the reconciler failed; the next one takes it up")]
    private partial void LogTrouble(Exception trouble);
}
