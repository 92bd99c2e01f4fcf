namespace SubTracker.ApiService.Currencies;

/// <summary>Looks for new rates at the start, in the background, and every few hours.</summary>
internal sealed partial class RateLoop(RateFeed feed, TimeProvider clock, ILogger<RateLoop> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromHours(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await feed.RefreshAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                // The database is away: what is known in memory holds on.
                LogTrouble(trouble);
            }
            await Task.Delay(s_every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The exchange rates could not be brought up to date; the next round takes it up")]
    private partial void LogTrouble(Exception trouble);
}
