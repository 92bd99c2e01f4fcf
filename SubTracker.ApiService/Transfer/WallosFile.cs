using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>
/// What Wallos exports, or what its API answers to <c>get_subscriptions</c>, with the answer to <c>get_currencies</c> behind it, since
/// the first one has currencies by number only.
/// </summary>
internal sealed partial class WallosFile(FileText text, ImportOptions options) : ImportFile
{
    private readonly CurrencySigns _signs = new(options.Currency, options.OwnCurrency);

    public override ImportReading Reading => new(text.Encoding, null, null, null, _signs.Taken, []);

    public override IEnumerable<ImportRow> Rows()
    {
        var entries = JsonEntries.Of(text);
        if (entries.Wrong is { } wrong)
            return [wrong];
        if (entries.List("subscriptions") is not { } list)
            return [ImportRow.Wrong(0, "file", "This has no list of subscriptions: send the export of Wallos, or the answers of its API.")];
        var currencies = entries.Documents
            .SelectMany(d => d.Member("currencies") is { ValueKind: JsonValueKind.Array } all ? all.EnumerateArray() : default)
            .DistinctBy(c => c.Text("id"))
            .ToDictionary(c => c.Text("id"), c => c.Text("code"));
        return list.Select((entry, index) => entry.Member("Name") is null ? FromApi(index + 1, entry, currencies) : FromExport(index + 1, entry));
    }

    private ImportRow FromExport(int number, JsonElement entry)
    {
        var price = Price().Match(entry.Text("Price"));
        if (Cycle(entry.Text("Payment Cycle")) is not { } cycle)
            return ImportRow.Wrong(number, "Payment Cycle", "This is no cycle such as Monthly or Every 3 Months.");
        var sign = price.Groups["sign"].Value.Trim();
        if (!price.Success || Amount(price.Groups["amount"].Value) is not { } amount)
            return ImportRow.Wrong(number, "Price", "This is no price such as €15.99.");
        if (_signs.Find(sign) is not { } currency)
            return ImportRow.Wrong(number, "currency", CurrencySigns.Question(sign));
        return Row(number, new(
            entry.Text("Name"), amount, currency, cycle, null, entry.Day("Next Payment"), entry.Text("Category"), entry.Text("Payment Method"),
            entry.Text("Notes"), entry.Text("URL"), entry.Text("Renewal") != "Manual", entry.Text("Active") == "No",
            entry.Text("Notifications") != "Disabled", null));
    }

    private ImportRow FromApi(int number, JsonElement entry, Dictionary<string, string> currencies)
    {
        if (Cycle(entry.Number("cycle"), entry.Number("frequency")) is not { } cycle)
            return ImportRow.Wrong(number, "cycle", "This is no cycle of Wallos.");
        if (Amount(entry.Text("price")) is not { } amount)
            return ImportRow.Wrong(number, "price", "This is no price.");
        var id = entry.Text("currency_id");
        if (currencies.GetValueOrDefault(id) is not { } code && options.Currency is null)
            return ImportRow.Wrong(
                number, "currency_id",
                "Which currency this is stands in the answer to get_currencies: put it behind this file, or say currency=EUR in the query.");
        var currency = currencies.GetValueOrDefault(id) ?? options.Currency!;
        return Row(number, new(
            entry.Text("name"), amount, currency, cycle, entry.Day("start_date"), entry.Day("next_payment"), entry.Text("category_name"),
            entry.Text("payment_method_name"), entry.Text("notes"), entry.Text("url"), entry.Number("auto_renew") != 0, entry.Number("inactive") == 1,
            entry.Number("notify") != 0, entry.Number("notify_days_before") is >= 0 and var days ? days : null));
    }

    private ImportRow Row(int number, Entry entry)
    {
        var isOpen = entry.Next < options.Today && (entry.IsInactive || !entry.AutoRenew);
        if (PeerDates.Of(entry.Start, entry.Next, entry.Cycle, isOpen) is not { } dates)
            return ImportRow.Wrong(number, "Next Payment", "This is no day such as 2026-01-31.");
        var reminders = new JsonObject { ["enabled"] = entry.Reminds };
        if (entry.DaysBefore is { } days)
            reminders["daysBefore"] = new JsonArray(days);
        return new(number)
        {
            Members = new()
            {
                ["name"] = Plain(entry.Name),
                ["price"] = entry.Price,
                ["currency"] = entry.Currency,
                ["frequency"] = JsonNamingPolicy.KebabCaseLower.ConvertName(entry.Cycle.Frequency.ToString()),
                ["interval"] = entry.Cycle.Interval,
                [dates.Member] = $"{dates.Start:yyyy-MM-dd}",
                ["category"] = entry.Category is "" or "No category" ? null : Plain(entry.Category),
                ["paymentMethod"] = Plain(entry.PaymentMethod),
                ["notes"] = Plain(entry.Notes),
                ["url"] = entry.Url.Length == 0 ? null : Plain(entry.Url),
                ["autoRenew"] = entry.AutoRenew,
                ["reminders"] = reminders,
            },
            History = entry.IsInactive
                ? new(Cancellation: new(CancelEffective.Now, entry.Next is { } next && next <= options.Today ? next.AddDays(-1) : options.Today))
                : null,
            Note = dates.Note,
        };
    }

    // Wallos keeps what people type as HTML.
    private static string Plain(string text) => WebUtility.HtmlDecode(text);

    private static decimal? Amount(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    private static BillingCycle? Cycle(string text) => text switch
    {
        "Daily" => Cycle(1, 1),
        "Weekly" => Cycle(2, 1),
        "Monthly" => Cycle(3, 1),
        "Yearly" => Cycle(4, 1),
        _ when Every().Match(text) is { Success: true } every && int.TryParse(every.Groups[1].Value, out var interval) =>
            Cycle(Array.IndexOf(["", "Day", "Week", "Month", "Year"], every.Groups[2].Value), interval),
        _ => null,
    };

    private static BillingCycle? Cycle(int? unit, int? interval) => (unit, interval) switch
    {
        (_, not (>= 1 and <= 366)) => null,
        (1, { } n) => new(Frequency.Daily, n),
        (2, { } n) => new(Frequency.Weekly, n),
        (3, { } n) => new(Frequency.Monthly, n),
        (4, { } n) => new(Frequency.Yearly, n),
        _ => null,
    };

    [GeneratedRegex(@"^Every (\d{1,3}) (Day|Week|Month|Year)s$")]
    private static partial Regex Every();

    [GeneratedRegex(@"^(?<sign>[^\d]*?)\s*(?<amount>\d+(\.\d+)?)$")]
    private static partial Regex Price();

    private sealed record Entry(
        string Name, decimal Price, string Currency, BillingCycle Cycle, DateOnly? Start, DateOnly? Next, string Category, string PaymentMethod,
        string Notes, string Url, bool AutoRenew, bool IsInactive, bool Reminds, int? DaysBefore);
}
