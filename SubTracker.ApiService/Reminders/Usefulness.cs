using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Reminders;

/// <summary>How long a reminder is worth saying, and whether it is still true; functions of values.</summary>
internal static class Usefulness
{
    public const string DayHasPassed = "its day has passed";

    /// <summary>The last day, on its owner's calendar, on which it is of use.</summary>
    public static DateOnly LastDay(ReminderKind kind, DateOnly occurrence) => kind switch
    {
        ReminderKind.PaymentOverdue => occurrence.AddDays(30),
        ReminderKind.CancelledGuard => occurrence.AddDays(14),
        ReminderKind.BudgetExceeded => new(occurrence.Year, occurrence.Month, DateTime.DaysInMonth(occurrence.Year, occurrence.Month)),
        _ => occurrence,
    };

    public static bool IsUseless(this Moment moment, DateOnly renewal, DateOnly today) => today > LastDay(moment.Kind, moment.Occurrence ?? renewal);

    /// <summary>Whether a subscription, changed since, still wants said what a row of its ledger says.</summary>
    public static bool IsStillTrue(this LedgerRow row, Subscription s, DateOnly today) => s.Reminders.Enabled && row.Kind switch
    {
        ReminderKind.CancelledGuard => s.WouldHaveRenewedOn == row.Occurrence,
        ReminderKind.PaymentOverdue => s.Cancellation is null && s.Calendar.Next(today) == row.Occurrence,
        ReminderKind.CancelBy => s.Cancellation is null && s.NoticePeriod is { } notice
            && s.Calendar.Renewals(row.Occurrence).Select(renewal => notice.Before(renewal)).SkipWhile(lastDay => !(lastDay >= row.Occurrence)).FirstOrDefault() == row.Occurrence,
        _ => s.Cancellation is null && s.Calendar.Renewals(row.Occurrence).Select(day => (DateOnly?)day).FirstOrDefault() == row.Occurrence,
    };

    /// <summary>Why a reminder that failed or was put off is no longer of use; <c>null</c> where it still is.</summary>
    public static string? WhyNot(this LedgerRow row, Subscription? subscription, User? user, Channel? channel, DateTimeOffset now)
    {
        if (subscription is null || user is null)
            return "the subscription is gone";
        if (row.WhyNotOver(channel) is { } reason)
            return reason;
        if (row.Requested)
            return null;
        var today = UserZone.Of(user.TimeZone).Today(now);
        if (today > row.LastUsefulDay)
            return DayHasPassed;
        return !user.Disabled && row.IsStillTrue(subscription, today) ? null : "the subscription has moved on";
    }

    /// <summary>Why nothing goes over its channel any more; <c>null</c> where it does.</summary>
    public static string? WhyNotOver(this LedgerRow row, Channel? channel) => channel switch
    {
        null => Addressee.Removed,
        { Enabled: false } when !row.Requested => Addressee.SwitchedOff,
        _ => null,
    };
}
