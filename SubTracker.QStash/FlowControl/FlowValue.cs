using System.Globalization;
using SubTracker.QStash.Access;
using SubTracker.QStash.Messages;

namespace SubTracker.QStash.FlowControl;

/// <summary><c>parallelism=5, rate=10, period=10m</c></summary>
internal sealed record FlowValue(int? Parallelism, int? Rate, long PeriodMilliseconds)
{
    private const long Week = 7 * 86_400_000L;

    public static FlowValue Parse(string text)
    {
        int? parallelism = null;
        int? rate = null;
        var period = TimeSpan.FromSeconds(1);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = at < 0 ? (part, "") : (part[..at].Trim(), part[(at + 1)..].Trim());
            switch (name.ToUpperInvariant())
            {
                case "PARALLELISM":
                    parallelism = Positive(value, text);
                    break;
                case "RATE" or "RATEPERSECOND":
                    rate = Positive(value, text);
                    break;
                case "PERIOD":
                    period = Duration.Parse(value) is { } given && given > TimeSpan.Zero && given.TotalMilliseconds <= Week ? given : throw Unreadable(text);
                    break;
                default:
                    throw Unreadable(text);
            }
        }

        return new FlowValue(parallelism, rate, (long)period.TotalMilliseconds);
    }

    private static int Positive(string value, string text) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw Unreadable(text);

    private static Refusal Unreadable(string text) =>
        Refusal.BadRequest($"Upstash-Flow-Control-Value reads parallelism=5, rate=10, period=10m (a period of at most a week), not '{text}'");
}
