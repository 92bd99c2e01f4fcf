namespace SubTracker.ApiService.Subscriptions;

/// <summary>
/// The days on which a subscription is charged: the renewal calendar of the REST contract, and the only one there is. The API, the
/// preview, the reminders and the lists all ask it.
/// </summary>
/// <param name="Anchor">The day that everything is counted from: the start, or the end of the trial.</param>
/// <param name="AnchorIsExact">The anchor is charged on its own day whatever the weekend or month-end rule says (the end of a trial).</param>
/// <param name="FirstRenewal">0 where the anchor itself is the first renewal, 1 where it was the first payment (rule 4).</param>
/// <param name="LastDay">The last day an occurrence may fall on.</param>
/// <param name="Payments">How many occurrences there are, the first included.</param>
internal sealed record RenewalCalendar(
    BillingCycle Cycle, DateOnly Anchor, bool AnchorIsExact, int FirstRenewal, DateOnly? LastDay = null, int? Payments = null)
{
    /// <summary>Every occurrence on or after <paramref name="from"/>, the first payment included, in order; two on one day where a weekend moved them together.</summary>
    public IEnumerable<DateOnly> Occurrences(DateOnly from) => Numbered(from).Select(o => o.Day);

    /// <summary>The occurrences that are renewals: without the first payment.</summary>
    public IEnumerable<DateOnly> Renewals(DateOnly from) => Numbered(from).Where(o => o.Number >= FirstRenewal).Select(o => o.Day);

    /// <summary>The first renewal today or later; on its own day it is still the next.</summary>
    public DateOnly? Next(DateOnly today) => Renewals(today).Select(d => (DateOnly?)d).FirstOrDefault();

    /// <summary>The last occurrence before <paramref name="day"/>.</summary>
    public DateOnly? Previous(DateOnly day)
    {
        DateOnly? previous = null;
        for (var n = Cycle.NumberBefore(Anchor, day); Day(n) is { } occurrence && occurrence < day; n++)
            previous = occurrence;
        return previous;
    }

    private IEnumerable<(long Number, DateOnly Day)> Numbered(DateOnly from)
    {
        for (var n = Cycle.NumberBefore(Anchor, from); Day(n) is { } day; n++)
            if (day >= from)
                yield return (n, day);
    }

    private DateOnly? Day(long n)
    {
        if (n >= Payments)
            return null;
        var day = n == 0 && AnchorIsExact ? Anchor : Cycle.Occurrence(Anchor, n);
        // A weekend rule may pull the day after a trial's end before it; a subscription is not charged before its trial is over.
        if (AnchorIsExact && day < Anchor)
            day = Anchor;
        return day <= (LastDay ?? DateOnly.MaxValue) ? day : null;
    }
}
