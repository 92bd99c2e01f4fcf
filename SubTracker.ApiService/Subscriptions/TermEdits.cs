using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>What becomes of the terms of a subscription: the current one is corrected or closed, those before it stay as they were (rule 7).</summary>
internal static class TermEdits
{
    /// <summary>The cycle fields of <paramref name="request"/> put into the current term.</summary>
    public static IReadOnlyList<Term> Corrected(
        this IReadOnlyList<Term> terms, SubscriptionRequest request, RenewalCalendar calendar, DateOnly today)
    {
        var (current, cycle, start) = (terms[^1], request.Cycle(), request.StartDate!.Value);
        var moved = start != current.StartDate;
        var corrected = current with
        {
            Cycle = cycle,
            StartDate = start,
            StartRenews = moved ? cycle.Occurrence(start, 0) > today && !current.StartIsExact : current.StartRenews,
            TrialEndsOn = request.TrialEndsOn,
            Since = moved && terms.Count > 1 ? start : current.Since,
        };
        return corrected.AutoRenew == request.AutoRenew
            ? [.. terms.SkipLast(1), corrected]
            : [.. terms.SkipLast(1), .. corrected.Renewing(request.AutoRenew, calendar, today)];
    }

    /// <summary>Why the start of the current term cannot be moved there; <c>null</c> where it can.</summary>
    public static Dictionary<string, string[]>? StartError(this Subscription before, DateOnly start, DateOnly today) =>
        before.Terms.Count > 1 && start != before.Term.StartDate
        && (before.Calendar with { Terms = [.. before.Terms.SkipLast(1)] }).LastCharge(today) is { } last && start <= last
            ? new() { ["startDate"] = [$"The current term starts after {last:yyyy-MM-dd}, the last charge of the term before it."] }
            : null;

    /// <summary>The last day through <paramref name="today"/> that was charged.</summary>
    public static DateOnly? LastCharge(this RenewalCalendar calendar, DateOnly today) =>
        calendar.Charged(DateOnly.MinValue, today).Select(day => (DateOnly?)day).LastOrDefault();

    /// <summary>Closes the current term and opens one that was paid on <paramref name="on"/> and counts from there.</summary>
    public static IReadOnlyList<Term> Renewed(this Subscription s, DateOnly on, DateOnly today)
    {
        // What the old term has charged on the very day stays its own.
        var since = s.Calendar.LastCharge(today) == on ? on.AddDays(1) : on;
        var unrenewed = s.Term.AutoRenew ? null : s.Term.EndsWithTrial ? s.Term.TrialEndsOn : s.Calendar.Unrenewed(today);
        var until = unrenewed < since ? s.Calendar.BehindCharges(unrenewed.Value, today) : since;
        // A term that was paid ahead and has not begun is replaced.
        return
        [
            .. s.Terms.SkipLast(1).Append(s.Term with { Until = until }).Where(t => t.Since < since),
            new(s.Term.Cycle, on, StartRenews: false, AutoRenew: s.Term.AutoRenew, StartIsExact: true, Since: since),
        ];
    }

    /// <summary>The day, or the one behind it where a weekend has moved the last charge onto the same day as the renewal that nobody made.</summary>
    public static DateOnly BehindCharges(this RenewalCalendar calendar, DateOnly unrenewed, DateOnly today) =>
        calendar.LastCharge(today) is { } last && unrenewed <= last ? last.AddDays(1) : unrenewed;

    /// <summary>Renewing by itself or not, from today on: what has been charged, and what nobody renewed, stays so.</summary>
    private static IEnumerable<Term> Renewing(this Term current, bool automatically, RenewalCalendar calendar, DateOnly today)
    {
        var changed = current with { AutoRenew = automatically };
        // A trial ends on its day also where a pause covers it.
        var decided = (calendar with { Terms = [current] }).Renewals(current.Since).Select(day => (DateOnly?)day).FirstOrDefault()
            ?? (current.EndsWithTrial ? current.TrialEndsOn : null);
        if (decided is null || decided >= today)
            return [changed];
        // Automatic so far: the renewals before today were charges. By hand so far: the first that nobody renewed was none, and none after it.
        var until = automatically ? (calendar with { Terms = [current] }).BehindCharges(decided.Value, today) : today;
        return [current with { Until = until }, changed with { Since = today }];
    }
}
