using System.Globalization;

namespace SubTracker.Web.Components.Statistics;

/// <summary>A scale from 0 to a round number that no column rises above.</summary>
internal readonly record struct ChartScale(decimal Top)
{
    private static readonly decimal[] s_steps = [1, 1.5m, 2, 3, 4, 5, 6, 8, 10];

    public static ChartScale Over(IEnumerable<decimal> amounts)
    {
        var highest = amounts.DefaultIfEmpty(0).Max();
        if (highest <= 0)
            return new(1);
        var unit = 1m;
        while (unit * 10 <= highest)
            unit *= 10;
        while (unit > highest)
            unit /= 10;
        return new(s_steps.Select(step => step * unit).First(top => top >= highest));
    }

    /// <summary>As a style sheet writes it; what is below 0 (a refund) has no height.</summary>
    public string Percent(decimal amount) => (Math.Max(amount, 0) / Top * 100).ToString("0.#", CultureInfo.InvariantCulture);
}
