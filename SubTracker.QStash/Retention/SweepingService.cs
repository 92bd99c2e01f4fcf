namespace SubTracker.QStash.Retention;

/// <summary>Sweeps at the start and every hour.</summary>
internal sealed partial class SweepingService(Sweeper sweeper, TimeProvider time, ILogger<SweepingService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            try
            {
                await sweeper.SweepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "Forgetting old messages failed; it is tried again in an hour")]
    private partial void LogFailed(Exception failure);
}
