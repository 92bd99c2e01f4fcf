using SubTracker.Contracts.Statistics;
using SubTracker.Web.Components.Parts;

namespace SubTracker.Web.Components.Statistics;

/// <summary>What the monthly cost can be split by, as it stands in the address.</summary>
internal static class Splits
{
    private static readonly Split[] s_all =
    [
        new("", "Category", summary => summary.ByCategory, Addresses.WithCategory),
        new("payment-method", "Payment method", summary => summary.ByPaymentMethod),
        new("tag", "Tag", summary => summary.ByTag, Addresses.WithTag),
        new("frequency", "Cycle", summary => summary.ByFrequency),
        new("currency", "Currency", summary => summary.ByCurrency),
    ];

    public static IEnumerable<(string, string)> Options { get; } = [.. s_all.Select(split => (split.Word, split.Of))];

    public static Split By(string? word) => s_all.FirstOrDefault(split => split.Word == word, s_all[0]);
}

/// <param name="Of">What it is split by, as people say it.</param>
/// <param name="Address">Where a part's subscriptions are listed, where they are.</param>
public sealed record Split(
    string Word, string Of, Func<StatisticsSummary, IReadOnlyList<SplitPart>> Parts, Func<string, string>? Address = null);
