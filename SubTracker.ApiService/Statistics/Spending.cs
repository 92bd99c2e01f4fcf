using System.Globalization;
using System.Runtime.InteropServices;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Statistics;

namespace SubTracker.ApiService.Statistics;

/// <summary>All that the statistics of a user are a function of, read once a request.</summary>
internal sealed record Spending(
    IReadOnlyList<Subscription> Subscriptions, ILookup<string, Payment> Payments, Conversion Conversion, DateOnly Today)
{
    private DateOnly ThisMonth => new(Today.Year, Today.Month, 1);

    /// <summary>The current month through today and those before it.</summary>
    public IReadOnlyList<MonthAmount> History(int months) => ByMonth(ThisMonth.AddMonths(1 - months), months, Between(ThisMonth.AddMonths(1 - months), Today));

    /// <summary>The rest of the current month from tomorrow on and those after it.</summary>
    public IReadOnlyList<MonthAmount> Forecast(int months) => ByMonth(ThisMonth, months, Between(Today.AddDays(1), LastOf(months)));

    /// <summary>What has been charged in the current month, and what is still to come in it.</summary>
    public IEnumerable<Charge> OfThisMonth() => Between(ThisMonth, LastOf(months: 1));

    private DateOnly LastOf(int months) => ThisMonth.AddMonths(months).AddDays(-1);

    private IEnumerable<Charge> Between(DateOnly from, DateOnly to) =>
        Subscriptions.SelectMany(s => Charges.Between(s, Payments[s.Id], from, to, Today));

    private MonthAmount[] ByMonth(DateOnly first, int months, IEnumerable<Charge> charges)
    {
        // What is charged on one day in one currency is converted together: the sum is exact, and dividing is the dearest part of it all.
        var sums = new Dictionary<(DateOnly Day, string Currency), decimal>();
        foreach (var charge in charges)
            CollectionsMarshal.GetValueRefOrAddDefault(sums, (charge.Day, charge.Currency), out _) += charge.Amount;
        var (amounts, unconverted) = (new decimal[months], new Dictionary<string, decimal>?[months]);
        var rates = new HashSet<(string Currency, RateSource Source, DateOnly Day)>?[months];
        foreach (var ((day, currency), sum) in sums)
        {
            var month = ((day.Year - first.Year) * 12) + day.Month - first.Month;
            if (Conversion.Convert(sum, currency, day) is { } amount)
            {
                amounts[month] += amount;
                if (Conversion.Through(currency, day) is { } rate)
                    (rates[month] ??= []).Add((currency, rate.Source, rate.Day));
            }
            else
            {
                Add(unconverted[month] ??= [], currency, sum);
            }
        }
        return
        [
            .. amounts.Select((amount, month) => new MonthAmount(
                first.AddMonths(month).ToString("yyyy-MM", CultureInfo.InvariantCulture), Iso4217.Round(amount, Conversion.Currency), Conversion.Currency,
                Named(unconverted[month]), Spans(rates[month]))),
        ];
    }

    private static void Add(Dictionary<string, decimal> amounts, string currency, decimal amount) =>
        amounts[currency] = amounts.GetValueOrDefault(currency) + amount;

    private static UnconvertedAmount[] Named(Dictionary<string, decimal>? amounts) =>
        [.. (amounts ?? []).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => new UnconvertedAmount(a.Key, Iso4217.Round(a.Value, a.Key)))];

    private static RateSpan[] Spans(HashSet<(string Currency, RateSource Source, DateOnly Day)>? rates) =>
    [
        .. from rate in rates ?? []
           group rate.Day by (rate.Currency, rate.Source) into days
           orderby days.Key.Currency, days.Key.Source
           select new RateSpan(days.Key.Currency, days.Key.Source, days.Min(), days.Max()),
    ];
}
