namespace SubTracker.ApiService.Currencies;

/// <summary>The rates that this process knows: the snapshot and what is stored of later days; held in memory, replaced as a whole.</summary>
internal sealed class CurrentRates(IRateStore store, IOwnRateStore ownRates)
{
    private volatile ExchangeRates? _rates;

    /// <summary>Into a user's currency as of a day, the user's own rates first.</summary>
    public async Task<Conversion> ConversionAsync(string userId, string currency, DateOnly today, CancellationToken cancellationToken) =>
        new(new(await GetAsync(cancellationToken), await ownRates.ListAsync(userId, cancellationToken)), currency, today);

    public async Task<ExchangeRates> GetAsync(CancellationToken cancellationToken) => _rates ?? await ReloadAsync(cancellationToken);

    /// <summary>Takes up the days that have been stored since, perhaps by another process.</summary>
    public async Task<ExchangeRates> ReloadAsync(CancellationToken cancellationToken)
    {
        var known = _rates ?? RateSnapshot.Rates;
        return _rates = known.With(await store.ListAfterAsync(known.LastDay, cancellationToken));
    }
}
