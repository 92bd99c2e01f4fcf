using System.Globalization;
using System.Text;
using SubTracker.QStash.Access;

namespace SubTracker.QStash;

/// <summary>Which rows are meant: several values of one filter are alternatives, different filters must all hold.</summary>
internal sealed class Filter
{
    private const int DefaultCount = 100;
    private const int LargestCount = 1000;

    private readonly StringBuilder _where = new("1 = 1");
    private readonly List<object?> _values = [];

    public string Where => _where.ToString();

    public object?[] Parameters => [.. _values];

    public static IReadOnlyList<string> Values(IQueryCollection query, string name) =>
        [.. query[name].OfType<string>().SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    public static int Count(IQueryCollection query, int largest = LargestCount)
    {
        var text = query["count"].ToString();
        return text.Length == 0 ? Math.Min(DefaultCount, largest)
            : int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count > 0 ? Math.Min(count, largest)
            : throw Refusal.BadRequest($"count is a positive number, not '{text}'");
    }

    public void Raw(string condition) => _where.Append(CultureInfo.InvariantCulture, $" AND {condition}");

    public void AnyOf(string column, IEnumerable<string> values) => Any(values, value => $"{column} = {Bind(value)}");

    public void Urls(string column, IEnumerable<string> urls, bool isExact) => Any(urls, url =>
        Bind(url) is var bound && isExact ? $"{column} = {bound}" : $"substr({column}, 1, length({bound})) = {bound}");

    /// <summary>The column holds labels joined by commas.</summary>
    public void Labels(string column, IEnumerable<string> labels) =>
        Any(labels, label => $"instr(',' || {column} || ',', ',' || {Bind(label)} || ',') > 0");

    public void Compare(string comparison, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        if (!long.TryParse(text, CultureInfo.InvariantCulture, out var number))
            throw Refusal.BadRequest($"dates (unix milliseconds) and cursors are numbers, not '{text}'");
        Raw($"{comparison} {Bind(number)}");
    }

    /// <summary>The column is among what the question, which ends with a column's name, finds for the value.</summary>
    public void Contains(string column, string question, string value) => Raw($"{column} IN ({question} = {Bind(value)})");

    private void Any(IEnumerable<string> values, Func<string, string> condition)
    {
        var conditions = values.Select(condition).ToList();
        if (conditions.Count > 0)
            Raw($"({string.Join(" OR ", conditions)})");
    }

    private string Bind(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }
}
