using System.Globalization;
using System.Text.RegularExpressions;

namespace SubTracker.ApiService.Transfer;

/// <summary>How a CSV file writes amounts and days. Where its values fit two ways, the user is asked, never guessed for.</summary>
internal sealed partial record CsvDialect(DecimalSign Decimals, DateOrder Dates)
{
    public static IReadOnlyDictionary<string, char> Delimiters { get; } =
        new Dictionary<string, char> { ["comma"] = ',', ["semicolon"] = ';', ["tab"] = '\t', ["pipe"] = '|' };

    /// <summary>An amount in this dialect, with or without signs between thousands; <c>null</c> where it is none.</summary>
    public decimal? Amount(string text)
    {
        var (point, group) = Decimals == DecimalSign.Point ? ('.', ',') : (',', '.');
        if (!Number().IsMatch(text) || text.Split(point) is not [var whole, .. { Length: <= 1 } rest])
            return null;
        var fraction = rest is [var decimals] ? decimals : "";
        var digits = whole.Split(group, '\'', '’', ' ', '\u00a0', '\u202f');
        if (digits.Length > 1 && (digits[0].Length is 0 or > 3 || digits.Skip(1).Any(d => d.Length != 3)))
            return null;
        return decimal.TryParse($"{string.Concat(digits)}.{fraction}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : null;
    }

    /// <summary>A day in this dialect or in ISO 8601, which is always understood.</summary>
    public DateOnly? Day(string text)
    {
        if (Parts(text) is not var (first, second, third, isIso))
            return null;
        var (year, month, day) = isIso ? (first, second, third) : Dates switch
        {
            DateOrder.Dmy => (third, second, first),
            DateOrder.Mdy => (third, first, second),
            _ => (0, 0, 0),
        };
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new(year, month, day)
            : null;
    }

    /// <summary>What the amounts of a file say: <c>null</c> where they fit both ways, and <paramref name="example"/> is one of those.</summary>
    public static DecimalSign? DecimalsOf(IEnumerable<string> amounts, char delimiter, out string? example)
    {
        (var points, var commas, example) = (0, 0, null);
        foreach (var text in amounts)
        {
            var (point, comma) = (text.LastIndexOf('.'), text.LastIndexOf(','));
            if (point < 0 && comma < 0)
                continue;
            if (FitsTwoWays(text, delimiter))
                example = text;
            else if (point >= 0 && comma < 0 && text.IndexOf('.') != point)
                commas++;
            else if (comma >= 0 && point < 0 && text.IndexOf(',') != comma)
                points++;
            else if (point > comma)
                points++;
            else
                commas++;
        }
        if (points == 0 && commas == 0)
            return example is null ? DecimalSign.Point : null;
        return points >= commas ? DecimalSign.Point : DecimalSign.Comma;
    }

    /// <summary>
    /// Three digits behind a single sign may be thousands or decimals; unless a zero stands before it, or it is a point where the comma
    /// delimits: whoever has decimal commas delimits with something else.
    /// </summary>
    private static bool FitsTwoWays(string text, char delimiter)
    {
        var sign = text.IndexOfAny(['.', ',']);
        return sign is > 0 and <= 3 && text.IndexOfAny(['.', ','], sign + 1) < 0 && text.Length - sign - 1 == 3
            && text[0] != '0' && !(text[sign] == '.' && delimiter == ',');
    }

    /// <summary>What the days of a file say: <c>null</c> where they fit two ways, and <paramref name="example"/> is one of those.</summary>
    public static DateOrder? DatesOf(IEnumerable<string> days, out string? example)
    {
        (string? dayFirst, string? monthFirst, example) = (null, null, null);
        foreach (var text in days)
        {
            if (Parts(text) is not (var first, var second, _, false))
                continue;
            if (text.Contains('.') || (first > 12 && second <= 12))
                dayFirst ??= text;
            else if (second > 12 && first <= 12)
                monthFirst ??= text;
            else if (first != second)
                example = text;
        }
        // Both, and some rows are wrong whatever is chosen; they will say so.
        if (dayFirst is not null && monthFirst is not null)
            example = dayFirst;
        return (dayFirst, monthFirst) switch
        {
            (null, null) => example is null ? DateOrder.Ymd : null,
            (_, null) => DateOrder.Dmy,
            (null, _) => DateOrder.Mdy,
            _ => null,
        };
    }

    private static (int, int, int, bool IsIso)? Parts(string text)
    {
        var match = Date().Match(text);
        if (!match.Success)
            return null;
        int Part(int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        return match.Groups[1].Success ? (Part(1), Part(2), Part(3), true) : (Part(4), Part(5), Part(6), false);
    }

    [GeneratedRegex(@"^\d[\d.,'’ \u00a0\u202f]*$")]
    private static partial Regex Number();

    // A spreadsheet may have added a midnight.
    [GeneratedRegex(@"^\s*(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}))(?:[T ]0{1,2}:00(?::00)?)?\s*$")]
    private static partial Regex Date();
}
