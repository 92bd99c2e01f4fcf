namespace SubTracker.ApiService.Currencies;

/// <summary>The source's quotations by day, of the days after the snapshot that ships with the product.</summary>
internal interface IRateStore
{
    /// <summary>The days after <paramref name="day"/>, the oldest first.</summary>
    Task<IReadOnlyList<DayRates>> ListAfterAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>Adds days; one that is there already stays as it is.</summary>
    Task AddAsync(IReadOnlyList<DayRates> days, CancellationToken cancellationToken);
}
