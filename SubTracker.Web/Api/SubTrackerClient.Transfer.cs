using SubTracker.Contracts.Calendar;
using SubTracker.Contracts.Transfer;

namespace SubTracker.Web.Api;

internal sealed partial class SubTrackerClient
{
    /// <summary>What an import would do; nothing is written.</summary>
    public Task<ImportReport> CheckImportAsync(SentFile file, ImportOptions options, CancellationToken cancellationToken) =>
        DataAsync<ImportReport>(HttpMethod.Post, $"subscriptions/import{options.ToQueryString(dryRun: true)}", cancellationToken, file);

    /// <param name="key">Names this one act of importing, so that sending it twice imports once.</param>
    public Task<ImportReport> ImportAsync(SentFile file, ImportOptions options, Guid key, CancellationToken cancellationToken) =>
        DataAsync<ImportReport>(HttpMethod.Post, $"subscriptions/import{options.ToQueryString(dryRun: false)}", cancellationToken, file, Once(key));

    public Task<IReadOnlyList<ImportSummary>> ImportsAsync(CancellationToken cancellationToken) =>
        DataAsync<IReadOnlyList<ImportSummary>>(HttpMethod.Get, "subscriptions/import", cancellationToken);

    public Task<UndoReport> UndoImportAsync(string importId, CancellationToken cancellationToken) =>
        DataAsync<UndoReport>(HttpMethod.Delete, $"subscriptions/import/{importId}", cancellationToken);

    /// <summary><c>null</c> where there is none.</summary>
    public async Task<CalendarFeedResponse?> FeedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await DataAsync<CalendarFeedResponse>(HttpMethod.Get, "calendar/feed", cancellationToken);
        }
        catch (ApiProblemException problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    /// <summary>A new address; the one before it is no longer answered.</summary>
    public Task<CalendarFeedResponse> NewFeedAsync(CancellationToken cancellationToken) =>
        DataAsync<CalendarFeedResponse>(HttpMethod.Post, "calendar/feed", cancellationToken);

    public Task RevokeFeedAsync(CancellationToken cancellationToken) => DoAsync(HttpMethod.Delete, "calendar/feed", cancellationToken);
}
