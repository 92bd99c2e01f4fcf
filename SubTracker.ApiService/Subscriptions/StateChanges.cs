using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>The verbs of the contract that move a subscription from one state to another; functions of values.</summary>
internal static class StateChanges
{
    /// <summary>Ends it with the period paid for or today (rule 13). Cancelling again changes nothing.</summary>
    public static Edit Cancelled(this Subscription s, CancelEffective effective, DateTimeOffset now, DateOnly today)
    {
        if (s.Status(today) is SubscriptionStatus.Cancelled or SubscriptionStatus.Expired || s.Cancellation?.Effective == effective)
            return new(s);
        // Paused with no end in sight there is no next renewal; the period is the one that its days would have made.
        var next = s.Calendar.Next(today) ?? (s.Calendar with { Pauses = [] }).Next(today);
        // What nobody has renewed yet ends behind what was paid, also where a weekend has moved the two onto one day.
        var behind = next is { } day && !s.Term.AutoRenew ? s.Calendar.BehindCharges(day, today) : next;
        var endsOn = effective == CancelEffective.Now ? today : behind?.AddDays(-1) ?? today;
        return Edit.Changed(s with { Cancellation = new(effective, endsOn) }, now);
    }

    /// <summary>Takes the last thing back that stopped it: a cancellation until it has taken effect, else a pause.</summary>
    public static Edit Resumed(this Subscription s, DateTimeOffset now, DateOnly today)
    {
        if (s.Status(today) == SubscriptionStatus.Cancelled)
            return Edit.Refused("The subscription has ended. Create it anew if you have taken it up again.");
        if (s.Cancellation is not null)
            return Edit.Changed(s with { Cancellation = null }, now);
        return s.PauseOn(today) is { } pause ? Edit.Changed(s with { Pauses = Ended(s.Pauses, pause, today) }, now) : new(s);
    }

    /// <summary>Nothing is charged from today on until a day, or until it is resumed (rule 12). Pausing again moves that day.</summary>
    public static Edit Paused(this Subscription s, DateOnly? until, DateTimeOffset now, DateOnly today)
    {
        if (until <= today)
            return Edit.Wrong("until", "The day that it resumes on lies after today.");
        if (s.Cancellation is not null || s.Status(today) == SubscriptionStatus.Expired)
            return Edit.Refused("Nothing more is charged, so there is nothing to pause.");
        if (s.PauseOn(today) is not { } pause)
            return Edit.Changed(s with { Pauses = [.. s.Pauses, new(today, until)] }, now);
        return pause.Until == until ? new(s) : Edit.Changed(s with { Pauses = [.. s.Pauses.Where(p => p != pause), pause with { Until = until }] }, now);
    }

    /// <summary>It was paid on a day, and counts from there (rule 7).</summary>
    public static Edit Renewed(this Subscription s, DateOnly? paidOn, DateTimeOffset now, DateOnly today)
    {
        var on = paidOn ?? today;
        if (s.Cancellation is not null)
            return Edit.Refused("It is cancelled. Resume it first, or create it anew if it has ended.");
        if (s.Status(today) == SubscriptionStatus.Trial)
            return Edit.Refused("It is in its trial. Convert it to pay from today on.");
        if (s.PauseOn(on) is not null)
            return Edit.Refused("It is paused on that day. Resume it first.");
        if (on > today && on != s.RenewsOn(today))
            return Edit.Wrong("on", "The day lies not after today, unless it is the day of the next renewal.");
        // Said twice is done once.
        if (s.Term.StartIsExact && s.Term.StartDate == on)
            return new(s);
        if (on < s.Calendar.LastCharge(today))
            return Edit.Wrong("on", "The day lies not before the last charge, which stays as it was.");
        return Opened(s, on, now, today);
    }

    /// <summary>The trial ends today, and today is paid (rule 7).</summary>
    public static Edit Converted(this Subscription s, DateTimeOffset now, DateOnly today)
    {
        if (s.Status(today) != SubscriptionStatus.Trial)
            return Edit.Refused("It is not in a trial.");
        return s.Cancellation is not null
            ? Edit.Refused("It is cancelled. Resume it first.")
            : Opened(s, today, now, today);
    }

    private static Edit Opened(Subscription s, DateOnly on, DateTimeOffset now, DateOnly today)
    {
        var after = s with { Terms = s.Renewed(on, today) };
        return after.Term.Since > on || after.Calendar.Occurrences(on).FirstOrDefault() == on
            ? Edit.Changed(after, now)
            : Edit.Refused("Its end date or its number of payments leaves no room for one more. Change them first.");
    }

    private static PausePeriod[] Ended(IReadOnlyList<PausePeriod> pauses, PausePeriod pause, DateOnly today) =>
        [.. pauses.Where(p => p != pause), .. pause.From < today ? [pause with { Until = today }] : Array.Empty<PausePeriod>()];
}
