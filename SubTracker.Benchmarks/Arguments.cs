using System.Globalization;

namespace SubTracker.Benchmarks;

/// <summary>The options of a command, given or by default.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, int> _values;

    private Arguments(Dictionary<string, int> values) => _values = values;

    public int this[string name] => _values[name];

    public override string ToString() =>
        string.Join(' ', _values.Select(option => string.Create(CultureInfo.InvariantCulture, $"--{option.Key} {option.Value}")));

    /// <returns><c>null</c> where an option is unknown or is no number.</returns>
    public static Arguments? Read(string[] given, IEnumerable<(string Name, int Default)> options)
    {
        var values = options.ToDictionary(option => option.Name, option => option.Default);
        foreach (var pair in given.Chunk(2))
        {
            if (pair is not [['-', '-', .. var name], var text] || !values.ContainsKey(name)
                || !int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value))
                return null;
            values[name] = value;
        }

        return new Arguments(values);
    }
}
