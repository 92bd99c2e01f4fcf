using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Transfer;

/// <summary>
/// From which day a subscription of another program is counted. Such programs count the next payment from the one before, so that the
/// 31st of a month becomes the 28th or the 3rd and stays it; ours is counted from the start, where there is one to trust.
/// </summary>
/// <param name="Start">The day to count from.</param>
/// <param name="IsNext">It is the next payment, since no start is told.</param>
/// <param name="Note">What differs from what the other program says.</param>
internal sealed record PeerDates(DateOnly Start, bool IsNext = false, string? Note = null)
{
    private const int LastDayThatEveryMonthHas = 28;

    /// <summary>How far a month end that was counted wrongly lies beside the right one.</summary>
    private const int Drift = 3;

    /// <summary>The member of a subscription's body that <see cref="Start"/> is: one that is there already may have begun earlier.</summary>
    public string Member => IsNext ? "renewalDate" : "startDate";

    /// <param name="next">The next payment as the other program has it.</param>
    /// <param name="isOpen">The next payment has not been made although its day is past: it is renewed by hand, or it has ended.</param>
    public static PeerDates? Of(DateOnly? start, DateOnly? next, BillingCycle cycle, bool isOpen)
    {
        if (next is not { } due)
            return start is { } only ? new(only) : null;
        if (start is not { } first || first > due)
            return isOpen ? new(Before(due, cycle)) : new(due, IsNext: true);
        var nearest = Nearest(first, due, cycle);
        if (nearest == due)
            return new(first);
        return first.Day > LastDayThatEveryMonthHas && cycle.Months > 0 && Math.Abs(nearest.DayNumber - due.DayNumber) <= Drift
            ? new(first, Note: $"Counted from {first:yyyy-MM-dd}, it renews on {nearest:yyyy-MM-dd}; the file says {due:yyyy-MM-dd}.")
            : new(isOpen ? Before(due, cycle) : due,
                Note: $"The next payment, {due:yyyy-MM-dd}, does not follow from the start, {first:yyyy-MM-dd}: counted from the next payment.");
    }

    private static DateOnly Nearest(DateOnly start, DateOnly day, BillingCycle cycle)
    {
        var nearest = start;
        for (var n = cycle.NumberBefore(start, day); cycle.Occurrence(start, n) is { } occurrence; n++)
        {
            if (Math.Abs(occurrence.DayNumber - day.DayNumber) < Math.Abs(nearest.DayNumber - day.DayNumber))
                nearest = occurrence;
            if (occurrence >= day)
                break;
        }
        return nearest;
    }

    private static DateOnly Before(DateOnly day, BillingCycle cycle) =>
        cycle.Months > 0 ? day.AddMonths(-cycle.Months) : day.AddDays(-cycle.Days);
}
