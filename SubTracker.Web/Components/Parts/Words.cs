using System.Globalization;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Statistics;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Web.Components.Parts;

/// <summary>How days, money and cycles are said.</summary>
internal static class Words
{
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en");

    public static string Money(decimal amount, string currency) =>
        Money(amount.ToString($"N{Iso4217.Find(currency)?.Digits ?? 2}", s_english), currency);

    /// <summary>For the scale of a chart: no more digits than it needs.</summary>
    public static string Rounded(decimal amount, string currency) => Money(amount.ToString("#,0.##", s_english), currency);

    private static string Money(string number, string currency) =>
        currency switch
        {
            "EUR" => $"€{number}",
            "USD" => $"${number}",
            "GBP" => $"£{number}",
            "JPY" => $"¥{number}",
            "INR" => $"₹{number}",
            _ => $"{currency}\u00a0{number}",
        };

    /// <summary>To one decimal, as a part of the whole.</summary>
    public static string Percent(decimal part, decimal whole) => whole == 0 ? "" : $"{(part / whole * 100).ToString("0.0", s_english)}\u00a0%";

    public static string Rate(decimal rate) => rate.ToString("#,0.######", s_english);

    public static string Source(RateSource? source) => source switch
    {
        RateSource.Ecb => "European Central Bank",
        RateSource.Fixed => "fixed by law",
        RateSource.Own => "your own rate",
        _ => "",
    };

    /// <summary>What renewals come to: in the user's currency, and what has no rate in its own.</summary>
    public static IReadOnlyList<string> Sums(IEnumerable<UpcomingRenewal> renewals) =>
    [
        .. renewals
            .Select(renewal => renewal.Converted is { } converted ? (converted.Amount, converted.Currency) : (Amount: renewal.MyShare, renewal.Currency))
            .GroupBy(cost => cost.Currency, cost => cost.Amount)
            .Select(same => Money(same.Sum(), same.Key)),
    ];

    /// <summary>Whose rates, and of which day; <c>null</c> where nothing was converted.</summary>
    public static string? Converted(IEnumerable<ConvertedAmount?> amounts)
    {
        var sources = amounts
            .Where(amount => amount?.RateDate is not null)
            .GroupBy(amount => amount!.Source, amount => amount!.RateDate!.Value)
            .Select(days => $"{Source(days.Key)}, {Span(days.Min(), days.Max())}")
            .ToList();
        return sources.Count == 0 ? null : $"Converted at rates of the day ({string.Join("; ", sources)}).";
    }

    /// <summary>Whose rates, and of which days, in as few words as a column of a table has room for.</summary>
    public static string Rates(IEnumerable<RateSpan> rates) => string.Join("; ", rates.GroupBy(rate => rate.Source).Select(
        same => $"{(same.Key == RateSource.Ecb ? "ECB" : Source(same.Key))}, {ShortSpan(same.Min(rate => rate.First), same.Max(rate => rate.Last))}"));

    private static string ShortSpan(DateOnly first, DateOnly last) =>
        (first == last ? "" : first.ToString(first.Year != last.Year ? "d MMM yyyy" : first.Month != last.Month ? "d MMM" : "%d", s_english) + " to ")
        + last.ToString("d MMM yyyy", s_english);

    private static string Span(DateOnly first, DateOnly last) => first == last ? ShortDay(first) : $"{ShortDay(first)} to {ShortDay(last)}";

    /// <param name="month">yyyy-MM.</param>
    public static string Month(string month) => Month(FirstDay(month));

    public static string Month(DateOnly day) => day.ToString("MMMM yyyy", s_english);

    /// <summary>January is told by its year.</summary>
    public static string ShortMonth(string month) => FirstDay(month) is { Month: 1 } january ? $"{january.Year}" : FirstDay(month).ToString("MMM", s_english);

    private static DateOnly FirstDay(string month) => DateOnly.ParseExact($"{month}-01", "yyyy-MM-dd", s_english);

    public static string Day(DateOnly day) => day.ToString("dddd, d MMMM yyyy", s_english);

    public static string ShortDay(DateOnly day) => day.ToString("ddd, d MMM yyyy", s_english);

    public static string Moment(DateTime moment) => moment.ToString("dddd, d MMMM yyyy, HH:mm", s_english);

    public static string ShortMoment(DateTime moment) => moment.ToString("ddd, d MMM yyyy, HH:mm", s_english);

    public static string DaysUntil(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        0 => "today",
        1 => "tomorrow",
        -1 => "yesterday",
        < 0 and var days => $"{-days} days ago",
        var days => $"in {days} days",
    };

    public static string Every(Frequency frequency, int interval) => (frequency, interval) switch
    {
        (Frequency.Once, _) => "once",
        (Frequency.Daily, 1) => "every day",
        (Frequency.Weekly, 1) => "every week",
        (Frequency.Monthly, 1) => "every month",
        (Frequency.Quarterly, 1) => "every 3 months",
        (Frequency.HalfYearly, 1) => "every 6 months",
        (Frequency.Yearly, 1) => "every year",
        (Frequency.Daily, _) => $"every {interval} days",
        (Frequency.Weekly, _) => $"every {interval} weeks",
        (Frequency.Monthly, _) => $"every {interval} months",
        (Frequency.Quarterly, _) => $"every {interval * 3} months",
        (Frequency.HalfYearly, _) => $"every {interval * 6} months",
        _ => $"every {interval} years",
    };

    public static string Capital(string word) => word.Length == 0 ? word : char.ToUpper(word[0], s_english) + word[1..];
}
