namespace SubTracker.QStash.Delivery;

/// <summary>Delivers what is due, then waits for the next due time or for a ring.</summary>
internal sealed partial class DeliveryService(Dispatcher dispatcher, Doorbell doorbell, TimeProvider time, ILogger<DeliveryService> logger) : BackgroundService
{
    // A timer cannot be set for years; and a clock may be set.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_pauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await dispatcher.DeliverDueAsync(stoppingToken);
                await WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogFailed(failure);
                await Task.Delay(s_pauseAfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        var pause = await dispatcher.NextDueAsync(stoppingToken) - time.GetUtcNow() ?? s_longestWait;
        if (pause <= TimeSpan.Zero)
            return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var ring = doorbell.WaitAsync(stop.Token);
        await Task.WhenAny(ring, Task.Delay(pause < s_longestWait ? pause : s_longestWait, time, stop.Token));
        await stop.CancelAsync();
    }

    [LoggerMessage(LogLevel.Error, "Delivering failed; it goes on in a moment")]
    private partial void LogFailed(Exception failure);
}
