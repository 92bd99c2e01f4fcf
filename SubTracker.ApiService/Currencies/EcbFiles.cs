using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace SubTracker.ApiService.Currencies;

/// <summary>
/// The two files of the European Central Bank: <c>eurofxref-daily.xml</c> with the last day, <c>eurofxref-hist.zip</c> with every day since
/// 1999. They come from outside: read within bounds, without DTDs or entities, and anything unexpected is an <see cref="InvalidDataException"/>.
/// </summary>
internal static class EcbFiles
{
    private const int LargestDaily = 1024 * 1024;
    private const int LargestHistory = 64 * 1024 * 1024;

    private static readonly XmlReaderSettings s_xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = LargestDaily,
    };

    public static DayRates ReadDaily(Stream xml)
    {
        DateOnly? day = null;
        var rates = new Dictionary<string, decimal>();
        try
        {
            using var reader = XmlReader.Create(xml, s_xml);
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Cube")
                    continue;
                if (reader.GetAttribute("time") is { } time)
                    day = Day(time);
                else if (reader.GetAttribute("currency") is { } currency)
                    rates[Code(currency)] = Rate(reader.GetAttribute("rate") ?? "");
            }
        }
        catch (XmlException exception)
        {
            throw new InvalidDataException($"The daily rates are not the XML they should be: {exception.Message}", exception);
        }
        return day is { } known && rates.Count > 0 ? new(known, rates) : throw new InvalidDataException("The daily rates name no day or no rate.");
    }

    /// <summary>Every day of the history, in the file's order; the ZIP holds one CSV with a column a currency.</summary>
    public static IReadOnlyList<DayRates> ReadHistory(Stream zip)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        if (archive.Entries is not [{ Length: <= LargestHistory } csv])
            throw new InvalidDataException("The history is one file of at most 64 MiB.");
        // What the archive says about a length is what is read: the framework ends an entry there.
        using var lines = new StreamReader(csv.Open());
        var header = Cells(lines.ReadLine() ?? "");
        if (header[0] != "Date")
            throw new InvalidDataException("The history does not begin with its header.");
        List<DayRates> days = [];
        while (lines.ReadLine() is { Length: > 0 } line)
        {
            var cells = Cells(line);
            if (cells.Length != header.Length)
                throw new InvalidDataException($"The history has a line of {cells.Length} cells under a header of {header.Length}.");
            days.Add(new(Day(cells[0]), Quoted(header, cells)));
        }
        return days.Count > 0 ? days : throw new InvalidDataException("The history has no day.");
    }

    private static Dictionary<string, decimal> Quoted(string[] header, string[] cells)
    {
        var rates = new Dictionary<string, decimal>();
        for (var column = 1; column < cells.Length; column++)
            if (cells[column] is not ("N/A" or ""))
                rates[Code(header[column])] = Rate(cells[column]);
        return rates;
    }

    private static string[] Cells(string line) => line.TrimEnd(',', ' ').Split(',', StringSplitOptions.TrimEntries);

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new InvalidDataException($"\"{Shown(text)}\" is no day.");

    private static string Code(string text) =>
        text.Length == 3 && text.All(char.IsAsciiLetterUpper) ? text : throw new InvalidDataException($"\"{Shown(text)}\" is no currency.");

    private static decimal Rate(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and < 1_000_000_000
            ? rate
            : throw new InvalidDataException($"\"{Shown(text)}\" is no rate.");

    // It goes to the log.
    private static string Shown(string text) => text.Length > 20 ? text[..20] + "…" : text;
}
