using System.Globalization;

namespace SubTracker.Upstash;

/// <summary>A limit that all messages with one key share; what exceeds it waits.</summary>
/// <param name="Key">Name of the limit: letters, digits, <c>-</c>, <c>_</c>, <c>.</c>.</param>
public sealed record FlowControl(string Key)
{
    /// <summary>How many deliveries may be under way at a time.</summary>
    public int? Parallelism { get; init; }

    /// <summary>How many deliveries may begin within <see cref="Period"/>.</summary>
    public int? Rate { get; init; }

    /// <summary>The time that <see cref="Rate"/> counts for: a second where it is left out, at most a week.</summary>
    public TimeSpan? Period { get; init; }

    internal string Value => string.Join(", ", new[]
    {
        Parallelism is { } parallelism ? string.Create(CultureInfo.InvariantCulture, $"parallelism={parallelism}") : null,
        Rate is { } rate ? string.Create(CultureInfo.InvariantCulture, $"rate={rate}") : null,
        Period is { } period ? $"period={Durations.Text(period)}" : null,
    }.OfType<string>());
}
