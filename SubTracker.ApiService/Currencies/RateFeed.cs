using Microsoft.Extensions.Options;

namespace SubTracker.ApiService.Currencies;

/// <summary>Brings the stored rates up to the last day that the source has published.</summary>
internal sealed partial class RateFeed(
    IHttpClientFactory http, IOptions<CurrencyOptions> options, IRateStore store, CurrentRates current, TimeProvider clock, ILogger<RateFeed> logger)
{
    public const string ClientName = "Rates";

    /// <summary>The daily file closes a gap of one day; over a long weekend with holidays its day is the next one all the same.</summary>
    private const int LongestGapInDays = 5;

    // The bank publishes around 16:00 in Frankfurt, which is 14:00 or 15:00 UTC.
    private static readonly TimeSpan s_published = TimeSpan.FromHours(15);

    private bool _failing;

    /// <summary>Fetches what is missing. A source that cannot be reached or understood changes nothing, and is told of once until it is back.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var known = await current.ReloadAsync(cancellationToken);
        var newest = NewestPublished();
        if (options.Value.SourceUrl is not { Length: > 0 } source || known.LastDay >= newest)
            return;
        try
        {
            var days = newest.DayNumber - known.LastDay.DayNumber > LongestGapInDays
                ? await FetchAsync(source, "eurofxref-hist.zip", EcbFiles.ReadHistory, cancellationToken)
                : await FetchAsync(source, "eurofxref-daily.xml", xml => [EcbFiles.ReadDaily(xml)], cancellationToken);
            await store.AddAsync([.. days.Where(d => d.Day > known.LastDay && d.Day <= newest.AddDays(1))], cancellationToken);
            LogFetched((await current.ReloadAsync(cancellationToken)).LastDay);
            _failing = false;
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (!_failing)
                LogTrouble(source, trouble.Message, known.LastDay);
            _failing = true;
        }
    }

    private async Task<IReadOnlyList<DayRates>> FetchAsync(
        string source, string file, Func<Stream, IReadOnlyList<DayRates>> read, CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(ClientName);
        var bytes = await client.GetByteArrayAsync(new Uri(new Uri(source), file), cancellationToken);
        using var content = new MemoryStream(bytes);
        return read(content);
    }

    /// <summary>The last working day whose rates are out; the bank's holidays are not known here and cost a look in vain.</summary>
    private DateOnly NewestPublished()
    {
        var day = DateOnly.FromDateTime((clock.GetUtcNow() - s_published).UtcDateTime);
        return day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(-1),
            DayOfWeek.Sunday => day.AddDays(-2),
            _ => day,
        };
    }

    [LoggerMessage(LogLevel.Information, "Exchange rates are known through {LastDay:yyyy-MM-dd}")]
    private partial void LogFetched(DateOnly lastDay);

    [LoggerMessage(LogLevel.Information, "No exchange rates from {Source} ({Reason}); those of {LastDay:yyyy-MM-dd} hold on, and it is asked again every few hours")]
    private partial void LogTrouble(string source, string reason, DateOnly lastDay);
}
