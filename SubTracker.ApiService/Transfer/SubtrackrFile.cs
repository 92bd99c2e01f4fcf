using System.Text.Json;
using System.Text.Json.Nodes;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>The JSON export, or backup, of subtrackr.</summary>
internal sealed class SubtrackrFile(FileText text, ImportOptions options) : ImportFile
{
    private readonly CurrencySigns _signs = new(options.Currency, options.OwnCurrency);

    public override ImportReading Reading => new(text.Encoding, null, null, null, _signs.Taken, []);

    public override IEnumerable<ImportRow> Rows()
    {
        var entries = JsonEntries.Of(text);
        if (entries.Wrong is { } wrong)
            return [wrong];
        return entries.List("subscriptions") is { } list
            ? list.Select((entry, index) => Row(index + 1, entry))
            : [ImportRow.Wrong(0, "file", "This has no list of subscriptions: send the JSON export of subtrackr.")];
    }

    private ImportRow Row(int number, JsonElement entry)
    {
        if (Cycle(entry.Text("schedule"), entry.Number("schedule_interval")) is not { } cycle)
            return ImportRow.Wrong(number, "schedule", "This is no schedule of subtrackr.");
        if (entry.Member("cost") is not { ValueKind: JsonValueKind.Number } cost)
            return ImportRow.Wrong(number, "cost", "This is no price.");
        if (_signs.Find(entry.Text("original_currency")) is not { } currency)
            return ImportRow.Wrong(number, "original_currency", CurrencySigns.Question(entry.Text("original_currency")));
        var (status, next) = (entry.Text("status"), entry.Day("renewal_date"));
        if (PeerDates.Of(entry.Day("start_date"), next, cycle, isOpen: status == "Cancelled" && next < options.Today) is not { } dates)
            return ImportRow.Wrong(number, "start_date", "There is neither a start nor a renewal date.");
        return new(number)
        {
            Members = new()
            {
                ["name"] = entry.Text("name"),
                ["price"] = JsonValue.Create(cost),
                ["currency"] = currency,
                ["frequency"] = JsonSerializer.SerializeToNode(cycle.Frequency, ContractJson.Options),
                ["interval"] = cycle.Interval,
                [dates.Member] = $"{dates.Start:yyyy-MM-dd}",
                ["trialEndsOn"] = status == "Trial" && next >= dates.Start ? $"{next:yyyy-MM-dd}" : null,
                ["category"] = entry.Member("category")?.Text("name") is { Length: > 0 } category ? category : null,
                ["paymentMethod"] = entry.Text("payment_method"),
                ["notes"] = Notes(entry),
                ["url"] = entry.Text("url") is { Length: > 0 } url ? url : null,
                ["reminders"] = new JsonObject { ["enabled"] = entry.Member("reminder_enabled")?.ValueKind != JsonValueKind.False },
            },
            History = status switch
            {
                "Cancelled" => new(Cancellation: Cancellation(entry.Day("cancellation_date"))),
                "Paused" => new(Pauses: [new(options.Today)]),
                _ => null,
            },
            Note = dates.Note,
        };
    }

    private Cancellation Cancellation(DateOnly? on) =>
        on > options.Today ? new(CancelEffective.PeriodEnd, on.Value) : new(CancelEffective.Now, on ?? options.Today);

    private static string Notes(JsonElement entry) =>
        entry.Text("account") is { Length: > 0 } account ? $"{entry.Text("notes")}\nAccount: {account}".Trim() : entry.Text("notes");

    // An interval of 0 was written by versions that had none.
    private static BillingCycle? Cycle(string schedule, int? interval) => (schedule, interval is null or 0 ? 1 : interval.Value) switch
    {
        (_, not (>= 1 and <= 366)) => null,
        ("Daily", var n) => new(Frequency.Daily, n),
        ("Weekly", var n) => new(Frequency.Weekly, n),
        ("Monthly", var n) => new(Frequency.Monthly, n),
        ("Quarterly", var n) => new(Frequency.Quarterly, n),
        ("Annual", var n) => new(Frequency.Yearly, n),
        _ => null,
    };
}
