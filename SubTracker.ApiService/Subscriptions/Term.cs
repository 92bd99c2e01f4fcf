using System.Text.Json.Serialization;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>
/// A cycle and the day it is counted from. Renewing and converting close a term and open the next one; each day is answered by its own
/// term, so that the past never changes (renewal calendar, rule 7).
/// </summary>
/// <param name="StartRenews">Whether the start is the first renewal; decided once, on the day the start is set (rule 4).</param>
/// <param name="StartIsExact">The start is charged on its own day, whatever the weekend and month-end rules say: somebody paid on it.</param>
/// <param name="Since">The first day it answers; a charge of an earlier day belongs to the term before.</param>
/// <param name="Until">The day behind its last one; <c>null</c> in the current term.</param>
internal sealed record Term(
    BillingCycle Cycle, DateOnly StartDate, bool StartRenews, DateOnly? TrialEndsOn = null, bool AutoRenew = true,
    bool StartIsExact = false, DateOnly Since = default, DateOnly? Until = null)
{
    /// <summary>The day that everything is counted from (rules 1 and 6).</summary>
    [JsonIgnore]
    public DateOnly Anchor => TrialEndsOn ?? StartDate;

    /// <summary>0 where the anchor itself is the first renewal, 1 where it was the first payment.</summary>
    [JsonIgnore]
    public int FirstRenewal => TrialEndsOn is not null || StartRenews ? 0 : 1;

    /// <summary>A trial that nobody has said yes to: it ends, and with it the subscription (rule 14).</summary>
    [JsonIgnore]
    public bool EndsWithTrial => !AutoRenew && TrialEndsOn >= Since;

    /// <summary>The day of occurrence <paramref name="n"/>, never before that of the one before it; <c>null</c> where there is none.</summary>
    public DateOnly? Day(long n)
    {
        var exact = TrialEndsOn is not null || StartIsExact;
        if (n > 0 && EndsWithTrial)
            return null;
        var day = n == 0 && exact ? Anchor : Cycle.Occurrence(Anchor, n);
        // A weekend rule may pull the day after an exact anchor before it; nothing is charged before its term begins.
        return exact && day < Anchor ? Anchor : day;
    }

    /// <summary>How many occurrences there are before <paramref name="day"/>, counted from the anchor: the number of the first that is not.</summary>
    public long NumberFrom(DateOnly day)
    {
        var n = EndsWithTrial ? 0 : Cycle.NumberBefore(Anchor, day);
        while (Day(n) is { } occurrence && occurrence < day)
            n++;
        return n;
    }
}
