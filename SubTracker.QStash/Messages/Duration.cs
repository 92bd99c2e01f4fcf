using System.Globalization;
using System.Text.RegularExpressions;

namespace SubTracker.QStash.Messages;

/// <summary><c>90</c> (seconds), <c>30s</c>, <c>1d10h30m</c>, <c>1w</c>, <c>1mo</c>, <c>1y</c>.</summary>
internal static partial class Duration
{
    // Long enough for every plan, short enough that now plus it is a date.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(100 * 366);

    public static TimeSpan? Parse(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return Limited(seconds);
        var match = Parts().Match(text.Trim());
        return match.Success
            ? Limited(match.Groups["n"].Captures.Zip(match.Groups["unit"].Captures, (n, unit) =>
                double.Parse(n.Value, CultureInfo.InvariantCulture) * Seconds(unit.Value)).Sum())
            : null;
    }

    private static TimeSpan? Limited(double seconds) => seconds <= s_longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;

    private static double Seconds(string unit) => unit switch
    {
        "ms" => 0.001,
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        "w" => 7 * 86_400,
        "mo" => 30 * 86_400,
        _ => 365 * 86_400,
    };

    [GeneratedRegex(@"^(?:(?<n>\d+(?:\.\d+)?)(?<unit>ms|mo|[smhdwy]))+$")]
    private static partial Regex Parts();
}
