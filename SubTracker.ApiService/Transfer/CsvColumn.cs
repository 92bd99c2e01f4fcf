using System.Globalization;
using System.Text.Json.Nodes;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Transfer;

/// <summary>A column of our CSV, in both directions.</summary>
/// <param name="Name">As the body of a subscription calls it, where it is one of its members.</param>
/// <param name="Write">The cell of a subscription, seen from today.</param>
/// <param name="Read">What a filled cell means; an error by way of <see cref="FormatException"/>, whose message tells what is wanted.</param>
internal sealed record CsvColumn(string Name, Func<Subscription, DateOnly, string> Write, Func<string, CsvDialect, JsonNode>? Read = null)
{
    private const string None = "none";

    /// <summary>The columns that every file of ours has, in this order.</summary>
    public static IReadOnlyList<CsvColumn> All { get; } =
    [
        Text("name", s => s.Name),
        new("price", (s, today) => Amount(s.PriceOn(today).Price), (text, dialect) => ReadAmount(text, dialect, "This is not an amount.")),
        new("currency", (s, today) => s.PriceOn(today).Currency, (text, _) => text.Trim().ToUpperInvariant()),
        Word("frequency", s => s.Term.Cycle.Frequency),
        Number("interval", s => s.Term.Cycle.Interval),
        Day("startDate", s => s.Term.StartDate),
        Text("category", s => s.Category),
        Text("paymentMethod", s => s.PaymentMethod),
        Text("url", s => s.Url),
        List("tags", s => s.Tags),
        Text("notes", s => s.Notes),
        new("renewalDate", (s, today) => Iso(s.RenewsOn(today)), ReadDay),
        new("status", (s, today) => WordOf(s.Status(today))),
        Flag("lastDayOfMonth", s => s.Term.Cycle.LastDayOfMonth),
        Word("weekendRule", s => s.Term.Cycle.WeekendRule),
        Day("endDate", s => s.EndDate),
        Number("payments", s => s.Payments),
        Day("trialEndsOn", s => s.Term.TrialEndsOn),
        new("noticePeriod", (s, _) => s.NoticePeriod is { } n ? $"{n.Count} {WordOf(n.Unit)}" : "", (text, _) => ReadNotice(text)),
        Flag("autoRenew", s => s.Term.AutoRenew),
        new("share", (s, _) => s.Share is { } share ? Amount(share.Mine) : "",
            (text, dialect) => ReadAmount(text, dialect, "A share is a number such as 0.5.")),
        List("sharedWith", s => s.Share?.With ?? []),
        Flag("remind", s => s.Reminders.Enabled),
        new("remindDaysBefore", (s, _) => s.Reminders.DaysBefore is { } days ? WriteNumbers(days) : "", (text, _) => ReadNumbers(text)),
        new("remindAt", (s, _) => s.Reminders.TimeOfDay?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "", (text, _) => text.Trim()),
        new("prices", (s, _) => HistoryText.Write(s.Prices), (text, _) => text),
        new("pauses", (s, _) => HistoryText.Write(s.Pauses), (text, _) => text),
        new("cancelled", (s, _) => HistoryText.Write(s.Cancellation), (text, _) => text),
        new("id", (s, _) => s.Id, (text, _) => text.Trim()),
    ];

    /// <summary>Found by its name in any case and with any signs between its words: <c>Start date</c> is <c>startDate</c>.</summary>
    public static CsvColumn? Find(string header)
    {
        var letters = string.Concat(header.Where(char.IsLetter));
        return All.FirstOrDefault(c => c.Name.Equals(letters, StringComparison.OrdinalIgnoreCase));
    }

    private static CsvColumn Text(string name, Func<Subscription, string?> value) =>
        new(name, (s, _) => SpreadsheetText.Guarded(value(s) ?? ""), (text, _) => SpreadsheetText.Unguarded(text));

    private static CsvColumn List(string name, Func<Subscription, IReadOnlyList<string>> value) => new(
        name,
        (s, _) => SpreadsheetText.Guarded(EscapedList.Write(value(s))),
        (text, _) => new JsonArray([.. EscapedList.Read(SpreadsheetText.Unguarded(text)).Select(part => (JsonNode)part)]));

    private static CsvColumn Word<T>(string name, Func<Subscription, T> value) where T : struct, Enum =>
        new(name, (s, _) => WordOf(value(s)), (text, _) => text.Trim());

    private static CsvColumn Flag(string name, Func<Subscription, bool> value) =>
        new(name, (s, _) => value(s) ? "true" : "false", (text, _) => ReadFlag(text));

    private static CsvColumn Number(string name, Func<Subscription, int?> value) =>
        new(name, (s, _) => value(s)?.ToString(CultureInfo.InvariantCulture) ?? "", (text, _) => ReadNumber(text));

    private static CsvColumn Day(string name, Func<Subscription, DateOnly?> value) => new(name, (s, _) => Iso(value(s)), ReadDay);

    private static JsonNode ReadAmount(string text, CsvDialect dialect, string wrong) => dialect.Amount(text) ?? throw new FormatException(wrong);

    private static JsonNode ReadDay(string text, CsvDialect dialect) =>
        Iso(dialect.Day(text) ?? throw new FormatException("This is not a day such as 2026-01-31."));

    private static JsonNode ReadFlag(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "1" => true,
        "FALSE" or "NO" or "0" => false,
        _ => throw new FormatException("This is not true or false."),
    };

    private static JsonNode ReadNumber(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException("This is not a whole number.");

    // No number at all is something else than the user's own default, which is an empty cell.
    private static string WriteNumbers(IReadOnlyList<int> numbers) => numbers.Count == 0 ? None : string.Join(';', numbers);

    private static JsonArray ReadNumbers(string text) => text.Trim() == None ? [] : new([.. text.Split([';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(ReadNumber)]);

    private static JsonObject ReadNotice(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var count, var unit] => new() { ["count"] = ReadNumber(count), ["unit"] = unit.ToLowerInvariant().TrimEnd('s') },
        _ => throw new FormatException("A notice period is a number and a unit, such as 1 month."),
    };

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Amount(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static string WordOf<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
