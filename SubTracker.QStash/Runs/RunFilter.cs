using System.Globalization;
using System.Text;
using SubTracker.QStash.Access;

namespace SubTracker.QStash.Runs;

/// <summary>Which runs are meant: several values of one filter are alternatives, different filters must all hold.</summary>
internal sealed class RunFilter
{
    private readonly StringBuilder _where = new("1 = 1");
    private readonly List<object?> _values = [];

    public string Where => _where.ToString();

    public object?[] Parameters => [.. _values];

    public static RunFilter Of(IQueryCollection query, bool isExactUrl)
    {
        var filter = new RunFilter();
        filter.AnyOf("id", Values(query, "workflowRunIds").Concat(Values(query, "workflowRunId")));
        filter.Urls(Values(query, "workflowUrl"), isExactUrl);
        filter.Labels(Values(query, "label"));
        filter.AnyOf("caller_ip", Values(query, "callerIp"));
        filter.AnyOf("flow_key", Values(query, "flowControlKey"));
        filter.AnyOf("state", Values(query, "state"));
        filter.Compare("created_at >=", query["fromDate"]);
        filter.Compare("created_at <=", query["toDate"]);
        filter.Compare("created_at =", query["workflowCreatedAt"]);
        return filter;
    }

    /// <summary>The ids alone, the other filters being ignored.</summary>
    public static RunFilter OfIds(IEnumerable<string> ids)
    {
        var filter = new RunFilter();
        filter.AnyOf("id", ids);
        return filter;
    }

    public static RunFilter OfUrls(IEnumerable<string> urls)
    {
        var filter = new RunFilter();
        filter.Urls(urls, isExact: false);
        return filter;
    }

    public static IReadOnlyList<string> Values(IQueryCollection query, string name) =>
        [.. query[name].OfType<string>().SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private void AnyOf(string column, IEnumerable<string> values) => Any(values, value => $"{column} = {Bind(value)}");

    private void Urls(IEnumerable<string> urls, bool isExact) =>
        Any(urls, url => isExact ? $"url = {Bind(url)}" : $"substr(url, 1, length({Bind(url)})) = ${_values.Count}");

    private void Labels(IEnumerable<string> labels) =>
        Any(labels, label => $"instr(',' || label || ',', ',' || {Bind(label)} || ',') > 0");

    private void Compare(string comparison, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        if (!long.TryParse(text, CultureInfo.InvariantCulture, out var milliseconds))
            throw Refusal.BadRequest($"a date is a unix time in milliseconds, not '{text}'");
        _where.Append(CultureInfo.InvariantCulture, $" AND {comparison} {Bind(milliseconds)}");
    }

    private void Any(IEnumerable<string> values, Func<string, string> condition)
    {
        var conditions = values.Select(condition).ToList();
        if (conditions.Count > 0)
            _where.Append(CultureInfo.InvariantCulture, $" AND ({string.Join(" OR ", conditions)})");
    }

    private string Bind(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }
}
