using System.Collections;
using System.Globalization;

namespace SubTracker.Upstash;

/// <summary>A query string; values that are <c>null</c> are left out.</summary>
internal sealed class Query : IEnumerable
{
    private readonly List<string> _pairs = [];

    public void Add(string name, string? value)
    {
        if (value is not null)
            _pairs.Add($"{name}={Uri.EscapeDataString(value)}");
    }

    public void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>A moment, in unix milliseconds.</summary>
    public void Add(string name, DateTimeOffset? value) => Add(name, value?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    public void Add(string name, IEnumerable<string> values)
    {
        foreach (var value in values)
            Add(name, value);
    }

    public bool IsEmpty => _pairs.Count == 0;

    public IEnumerator GetEnumerator() => _pairs.GetEnumerator();

    public override string ToString() => _pairs.Count == 0 ? "" : "?" + string.Join('&', _pairs);
}
