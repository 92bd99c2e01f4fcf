using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>
/// The days on which a subscription is charged: the renewal calendar of the REST contract, and the only one there is. The API, the
/// preview, the reminders, the lists, statistics and calendar feeds all ask it.
/// </summary>
/// <param name="Terms">By day, at least one; the last is the current one.</param>
/// <param name="Pauses">By day, apart from each other.</param>
/// <param name="LastDay">The last day an occurrence may fall on.</param>
/// <param name="Payments">How many occurrences there are over all terms, the first included, paused ones not.</param>
internal sealed record RenewalCalendar(
    IReadOnlyList<Term> Terms, IReadOnlyList<PausePeriod> Pauses, DateOnly? LastDay = null, int? Payments = null)
{
    private Term Current => Terms[^1];

    /// <summary>
    /// Every occurrence on or after <paramref name="from"/>, the first payment included, in order; two on one day where a weekend moved them
    /// together. Those of a term without automatic renewal are assumed to be renewed: the view of a forecast.
    /// </summary>
    public IEnumerable<DateOnly> Occurrences(DateOnly from) => All(from).Select(o => o.Day);

    /// <summary>The occurrences from <paramref name="from"/> through <paramref name="today"/> that really were charges: what nobody has renewed was none. The view of history.</summary>
    public IEnumerable<DateOnly> Charged(DateOnly from, DateOnly today) =>
        All(from).TakeWhile(o => o.Day <= today).Where(o => o.IsCharged).Select(o => o.Day);

    /// <summary>The occurrences that are renewals: without first payments.</summary>
    public IEnumerable<DateOnly> Renewals(DateOnly from) => All(from).Where(o => o.IsRenewal).Select(o => o.Day);

    /// <summary>The first renewal today or later; without automatic renewal the first that nobody has renewed, also when past, until its last day is over.</summary>
    public DateOnly? Next(DateOnly today) =>
        Current.AutoRenew || Current.EndsWithTrial ? First(Renewals(today)) : LastDay < today ? null : Unrenewed(today);

    /// <summary>Of what is renewed by hand: the first renewal that nobody has made.</summary>
    public DateOnly? Unrenewed(DateOnly today) => Pauses.FirstOrDefault(p => p.Contains(today)) is { } pause
        ? pause.Until is { } resumes ? First(Renewals(resumes)) : null
        : First(Renewals(Current.Since));

    /// <summary>The last occurrence before <paramref name="day"/>.</summary>
    public DateOnly? Previous(DateOnly day)
    {
        for (var i = Terms.Count - 1; i >= 0; i--)
        {
            var (term, last, paid) = (Terms[i], LastOf(i), PaidBefore(i));
            var n = term.NumberFrom(last < day ? last.AddDays(1) : day) - 1;
            while (n >= 0 && term.Day(n) is { } occurrence && occurrence >= term.Since)
            {
                if (PauseOn(occurrence) is { } pause)
                    n = term.NumberFrom(pause.From) - 1;
                else if (paid + Happening(term, n) + 1 - Payments is long tooMany and > 0)
                    n -= tooMany;
                else
                    return occurrence;
            }
        }
        return null;
    }

    private IEnumerable<Occurrence> All(DateOnly from)
    {
        for (var i = 0; i < Terms.Count; i++)
        {
            var (term, last) = (Terms[i], LastOf(i));
            var first = term.Since > from ? term.Since : from;
            if (last < first)
                continue;
            var n = term.NumberFrom(first);
            var number = Payments is null ? 0 : PaidBefore(i) + Happening(term, n);
            while (term.Day(n) is { } day && day <= last)
            {
                if (PauseOn(day) is { } pause)
                {
                    if (pause.Until is not { } resumes)
                        break;
                    n = term.NumberFrom(resumes);
                    continue;
                }
                if (number++ >= Payments)
                    yield break;
                yield return new(day, IsRenewal: n >= term.FirstRenewal, IsCharged: term.AutoRenew || n < term.FirstRenewal);
                n++;
            }
        }
    }

    /// <summary>The last day that a term answers.</summary>
    private DateOnly LastOf(int term)
    {
        var last = LastDay ?? DateOnly.MaxValue;
        if (Terms[term].Until is { } until && until <= last)
            last = until.AddDays(-1);
        // The next term may have been moved to begin earlier than this one was closed.
        if (term < Terms.Count - 1 && Terms[term + 1].Since is var next && next <= last)
            last = next.AddDays(-1);
        return last;
    }

    /// <summary>How many occurrences the terms before this one have had.</summary>
    private long PaidBefore(int term) => Enumerable.Range(0, term).Sum(i => Happening(Terms[i], Terms[i].NumberFrom(LastOf(i).AddDays(1))));

    /// <summary>How many of a term's occurrences before number <paramref name="n"/> it answers and no pause takes out.</summary>
    private long Happening(Term term, long n)
    {
        var first = term.NumberFrom(term.Since);
        var paused = Pauses.Sum(pause =>
            Math.Max(0, Math.Min(pause.Until is { } resumes ? term.NumberFrom(resumes) : n, n) - Math.Max(term.NumberFrom(pause.From), first)));
        return Math.Max(0, n - first - paused);
    }

    private PausePeriod? PauseOn(DateOnly day)
    {
        // Asked for every occurrence there is: without an enumerator each time.
        for (var i = 0; i < Pauses.Count; i++)
            if (Pauses[i].Contains(day))
                return Pauses[i];
        return null;
    }

    private static DateOnly? First(IEnumerable<DateOnly> days) => days.Select(d => (DateOnly?)d).FirstOrDefault();

    private readonly record struct Occurrence(DateOnly Day, bool IsRenewal, bool IsCharged);
}
