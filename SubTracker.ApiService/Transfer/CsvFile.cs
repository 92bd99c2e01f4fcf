using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>Our CSV as anybody's spreadsheet saves it: the delimiter, the decimal sign and the order of dates are found out.</summary>
internal sealed class CsvFile(FileText text, ImportOptions options) : ImportFile
{
    private const int MaxColumns = 200;

    private static readonly string[] s_days = ["startDate", "renewalDate", "endDate", "trialEndsOn"];
    private static readonly string[] s_history = ["prices", "pauses", "cancelled"];

    private CsvColumn?[] _columns = [];
    private IReadOnlyList<string> _ignored = [];
    private char? _delimiter = options.Delimiter;
    private CsvDialect _dialect = new(options.Decimals ?? DecimalSign.Point, options.Dates ?? DateOrder.Ymd);
    private CsvMalformedRecord? _unterminated;

    public override ImportReading Reading => new(
        text.Encoding,
        CsvDialect.Delimiters.FirstOrDefault(d => d.Value == _delimiter).Key,
        _dialect.Decimals.ToString().ToLowerInvariant(), _dialect.Dates.ToString().ToLowerInvariant(),
        new Dictionary<string, string>(), _ignored);

    public override IEnumerable<ImportRow> Rows()
    {
        if (Header() is { } wrong)
            return [wrong];
        return Undecided() is { } question ? [question] : Read();
    }

    private ImportRow? Header()
    {
        using var csv = Open();
        csv.ReadHeader();
        if (csv.Headers.Count > MaxColumns)
            return ImportRow.Wrong(1, "header", string.Create(
                CultureInfo.InvariantCulture, $"The file has {csv.Headers.Count:N0} columns; there may be {MaxColumns}."));
        _delimiter = csv.Separator;
        _columns = [.. csv.Headers.Select(CsvColumn.Find)];
        _ignored = [.. csv.Headers.Where((_, i) => _columns[i] is null).Select(h => h.Length > 50 ? h[..50] + "…" : h)];
        if (!_columns.Any(c => c?.Name == "name"))
            return ImportRow.Wrong(
                1, "header", "The first line names the columns, and one of them is \"name\". Another delimiter? Say so with delimiter=semicolon.");
        return _columns.OfType<CsvColumn>().GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? ImportRow.Wrong(1, twice.Key, "There are two columns of this name.")
            : null;
    }

    /// <summary>The question that only the user can answer, where the values of the file fit two ways.</summary>
    private ImportRow? Undecided()
    {
        string? example = null;
        var decimals = options.Decimals ?? CsvDialect.DecimalsOf(Cells("price", "share"), _delimiter!.Value, out example);
        if (decimals is null)
            return ImportRow.Wrong(0, "decimals", $"\"{example}\" fits two ways. Say decimals=point or decimals=comma.");
        var dates = options.Dates ?? CsvDialect.DatesOf(Cells(s_days), out example);
        if (dates is null)
            return ImportRow.Wrong(0, "dates", $"\"{example}\" fits two ways. Say dates=dmy for day first or dates=mdy for month first.");
        _dialect = new(decimals.Value, dates.Value);
        return null;
    }

    private IEnumerable<ImportRow> Read()
    {
        using var csv = Open();
        while (csv.Read())
            yield return Row(csv);
        if (_unterminated is { } open)
            yield return ImportRow.Wrong((int)open.LineNumber, "quote", "A quotation mark is opened here and never closed.");
    }

    private ImportRow Row(CsvReader csv)
    {
        var line = (int)csv.LineNumber;
        if (csv.FieldCount > _columns.Length)
            return ImportRow.Wrong(line, "row", string.Create(
                CultureInfo.InvariantCulture,
                $"There are {csv.FieldCount:N0} values for {_columns.Length} columns; a value with the delimiter in it stands in quotation marks."));
        var row = new ImportRow(line);
        var history = new SubscriptionHistory();
        string? id = null;
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_columns[i] is not { Read: { } read } column)
                continue;
            var cell = i < csv.FieldCount ? csv.GetString(i) : "";
            try
            {
                var value = string.IsNullOrWhiteSpace(cell) ? null : read(cell, _dialect);
                if (column.Name == "id")
                    id = (string?)value;
                else if (s_history.Contains(column.Name))
                    history = With(history, column.Name, cell);
                else
                    row.Members[column.Name] = value;
            }
            catch (FormatException wrong)
            {
                row.Errors.Add(new(line, column.Name, wrong.Message));
            }
        }
        // Said beside a start date, it is only for people to read.
        if (row.Members["startDate"] is not null)
            row.Members.Remove("renewalDate");
        Nest(row.Members, "reminders", ("remind", "enabled"), ("remindDaysBefore", "daysBefore"), ("remindAt", "timeOfDay"));
        Nest(row.Members, "share", ("share", "mine"), ("sharedWith", "with"));
        return row with { Id = id, History = history };
    }

    private static SubscriptionHistory With(SubscriptionHistory history, string column, string cell) => column switch
    {
        "prices" => string.IsNullOrWhiteSpace(cell) ? history : history with { Prices = HistoryText.Prices(cell) },
        "pauses" => history with { Pauses = HistoryText.Pauses(cell) },
        _ => history with { Cancellation = string.IsNullOrWhiteSpace(cell) ? null : HistoryText.Cancelled(cell), IsComplete = true },
    };

    /// <summary>Columns side by side that are one object in the contract.</summary>
    private static void Nest(JsonObject members, string name, params (string Column, string Member)[] parts)
    {
        var nested = new JsonObject();
        foreach (var (column, member) in parts)
        {
            if (!members.TryGetPropertyValue(column, out var value))
                continue;
            members.Remove(column);
            nested[member] = value;
        }
        if (nested.Count > 0)
            members[name] = nested.Any(m => m.Value is not null) ? nested : null;
    }

    private IEnumerable<string> Cells(params string[] names)
    {
        using var csv = Open();
        int[] wanted = [.. Enumerable.Range(0, _columns.Length).Where(i => names.Contains(_columns[i]?.Name))];
        while (csv.Read())
            foreach (var i in wanted)
                if (i < csv.FieldCount && !csv.IsEmpty(i))
                    yield return csv.GetString(i);
    }

    private CsvReader Open() => CsvReader.Create(text.Utf8, new CsvReaderOptions
    {
        Separator = _delimiter,
        TrackLineNumbers = true,
        Encoding = Encoding.UTF8,
        OnMalformedRecord = record => _unterminated = record.Reason == CsvMalformedReason.UnterminatedQuote ? record : _unterminated,
    });
}
