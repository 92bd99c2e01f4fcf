using SubTracker.ApiService.Users;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>Takes up what a crash cut off: an import goes on, or its undoing does; one whose changes were not all stored yet is dropped.</summary>
internal sealed partial class ImportResumer(
    IImportStore imports, IUserStore users, ImportRunner runner, TimeProvider clock, ILogger<ImportResumer> logger) : BackgroundService
{
    private const int AtOnce = 10;

    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var import in await imports.ListAbandonedAsync(clock.GetUtcNow(), AtOnce, cancellationToken))
        {
            var user = await users.FindAsync(import.UserId, cancellationToken);
            if (user is null || import.State == ImportState.Preparing)
            {
                await imports.DeleteAsync(import.Id, cancellationToken);
                continue;
            }
            if (await runner.MoveAsync(import, import, cancellationToken) is not { } ours)
                continue;
            LogResumed(ours.Id, ours.State);
            _ = ours.State == ImportState.Applying
                ? await runner.ApplyAsync(ours, user, cancellationToken)
                : await runner.UndoAsync(ours, user, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                // The database is away; the next round takes it up.
                LogTrouble(trouble);
            }
            await Task.Delay(s_every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Information, "Import {ImportId} was cut off while {State} and goes on")]
    private partial void LogResumed(string importId, ImportState state);

    [LoggerMessage(LogLevel.Warning, "A round over abandoned imports failed; the next one takes it up")]
    private partial void LogTrouble(Exception trouble);
}
