using SubTracker.Contracts.Statistics;

namespace SubTracker.Web.Components.Statistics;

/// <summary>What the monthly cost can be split by, as it stands in the address.</summary>
internal static class Splits
{
    private static readonly (string Word, string Of, Func<StatisticsSummary, IReadOnlyList<SplitPart>> Parts)[] s_all =
    [
        ("", "Category", summary => summary.ByCategory),
        ("payment-method", "Payment method", summary => summary.ByPaymentMethod),
        ("tag", "Tag", summary => summary.ByTag),
        ("frequency", "Cycle", summary => summary.ByFrequency),
        ("currency", "Currency", summary => summary.ByCurrency),
    ];

    public static IEnumerable<(string, string)> Options { get; } = [.. s_all.Select(split => (split.Word, split.Of))];

    public static (string Of, IReadOnlyList<SplitPart> Parts) By(string? word, StatisticsSummary summary)
    {
        var chosen = s_all.FirstOrDefault(split => split.Word == word, s_all[0]);
        return (chosen.Of, chosen.Parts(summary));
    }
}
