namespace SubTracker.ApiService.Reminders;

/// <summary>Runs the reconciler at the start, whenever a plan was saved, and twice a minute.</summary>
internal sealed partial class ReconcilerLoop(Reconciler reconciler, RenewalPlanner planner, ILogger<ReconcilerLoop> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await reconciler.RunOnceAsync(stoppingToken);
            }
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
            {
                // The queue or the database is away: what is saved stays saved, and the next round takes it up.
                LogTrouble(trouble);
            }
            await planner.WaitAsync(s_every, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A round of the reconciler failed; the next one takes it up")]
    private partial void LogTrouble(Exception trouble);
}
