using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Currencies;

/// <summary>
/// The source's quotations of all days. A day without one (a weekend, a holiday, after the last) takes the last before it; a currency
/// that has been replaced is worth what the law says from that day on; before its first quotation a currency has no rate.
/// </summary>
internal sealed class ExchangeRates
{
    public const string Euro = "EUR";

    private readonly Dictionary<string, Series> _series;

    private ExchangeRates(Dictionary<string, Series> series, DateOnly lastDay) => (_series, LastDay) = (series, lastDay);

    public static ExchangeRates None { get; } = new([], DateOnly.MinValue);

    /// <summary>The newest day that has quotations.</summary>
    public DateOnly LastDay { get; }

    /// <summary>These, and those of later days; what is known of a day already stays.</summary>
    public ExchangeRates With(IEnumerable<DayRates> days)
    {
        DayRates[] later = [.. days.Where(d => d.Day > LastDay).DistinctBy(d => d.Day).OrderBy(d => d.Day)];
        if (later.Length == 0)
            return this;
        var added = from day in later from rate in day.PerEuro group (Day: day.Day.DayNumber, rate.Value) by rate.Key;
        var series = new Dictionary<string, Series>(_series);
        foreach (var currency in added)
        {
            var before = series.GetValueOrDefault(currency.Key, new([], []));
            series[currency.Key] = new([.. before.Days, .. currency.Select(r => r.Day)], [.. before.PerEuro, .. currency.Select(r => r.Value)]);
        }
        return new(series, later[^1].Day);
    }

    public Quotation? Find(string currency, DateOnly day)
    {
        if (currency == Euro)
            return new(1, day, RateSource.Ecb);
        if (Replaced.Find(currency, day) is { } replaced)
            return Find(replaced.By, day) is { } successor ? successor with { PerEuro = successor.PerEuro * replaced.Rate, Source = RateSource.Fixed } : null;
        return _series.TryGetValue(currency, out var series) ? series.AsOf(day) : null;
    }

    /// <summary>One currency's quotations, the oldest first, found by binary search.</summary>
    private sealed record Series(int[] Days, decimal[] PerEuro)
    {
        public Quotation? AsOf(DateOnly day)
        {
            var found = Array.BinarySearch(Days, day.DayNumber);
            var index = found >= 0 ? found : ~found - 1;
            return index < 0 ? null : new(PerEuro[index], DateOnly.FromDayNumber(Days[index]), RateSource.Ecb);
        }
    }
}
