using System.Globalization;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Transfer;

/// <summary>
/// What has happened to a subscription, as a person reads it in one cell: prices <c>2024-01-31 12.99 EUR; 2025-06-30 13.99 EUR</c>,
/// pauses <c>2025-07-01 to 2025-09-01; 2026-07-01 on</c>, a cancellation <c>period-end 2026-12-30</c>.
/// </summary>
internal static class HistoryText
{
    private const string Iso = "yyyy-MM-dd";

    public static string Write(IEnumerable<PricePoint> prices) => string.Join("; ", prices.Select(p =>
        string.Create(CultureInfo.InvariantCulture, $"{p.From.ToString(Iso, CultureInfo.InvariantCulture)} {p.Price} {p.Currency}")));

    public static string Write(IEnumerable<PausePeriod> pauses) => string.Join("; ", pauses.Select(p =>
        p.Until is { } until ? $"{Text(p.From)} to {Text(until)}" : $"{Text(p.From)} on"));

    public static string Write(Cancellation? cancellation) => cancellation is null
        ? ""
        : $"{(cancellation.Effective == CancelEffective.Now ? "now" : "period-end")} {Text(cancellation.EndsOn)}";

    public static IReadOnlyList<PricePoint> Prices(string cell) => [.. Parts(cell).Select(part => part.Split(' ') switch
    {
        [var from, var price, var currency]
            when decimal.TryParse(price, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) =>
            new PricePoint(Day(from), amount, currency),
        _ => throw new FormatException($"\"{Short(part)}\" is not a price such as 2026-01-31 12.99 EUR."),
    })];

    public static IReadOnlyList<PausePeriod> Pauses(string cell) => [.. Parts(cell).Select(part => part.Split(' ') switch
    {
        [var from, "to", var until] => new PausePeriod(Day(from), Day(until)),
        [var from, "on"] => new PausePeriod(Day(from)),
        _ => throw new FormatException($"\"{Short(part)}\" is not a pause such as 2026-07-01 to 2026-09-01."),
    })];

    public static Cancellation Cancelled(string cell) => cell.Trim().Split(' ') switch
    {
        ["now", var day] => new(CancelEffective.Now, Day(day)),
        ["period-end", var day] => new(CancelEffective.PeriodEnd, Day(day)),
        _ => throw new FormatException("A cancellation is written now 2026-01-31 or period-end 2026-01-31."),
    };

    private static string[] Parts(string cell) => cell.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static DateOnly Day(string text) => DateOnly.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new FormatException($"\"{Short(text)}\" is not a day such as 2026-01-31.");

    private static string Text(DateOnly day) => day.ToString(Iso, CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
