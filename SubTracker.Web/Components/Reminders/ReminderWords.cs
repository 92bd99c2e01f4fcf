using SubTracker.Contracts.Reminders;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Web.Components.Reminders;

/// <summary>How reminders are said, and what can be done with one.</summary>
internal static class ReminderWords
{
    extension(ReminderResponse reminder)
    {
        public bool IsAhead => reminder.State is ReminderStatus.Planned or ReminderStatus.Waiting;

        public bool CanBeAnswered => reminder is { AcknowledgedAt: null, State: ReminderStatus.Planned or ReminderStatus.Waiting or ReminderStatus.Sent };

        public bool CanBeResent => reminder.State is ReminderStatus.Sent or ReminderStatus.Failed or ReminderStatus.Skipped;
    }

    public static string Kind(ReminderKind kind) => kind switch
    {
        ReminderKind.CancelBy => "Last day to cancel",
        ReminderKind.TrialEnding => "End of the trial",
        ReminderKind.PriceIncrease => "Price increase",
        ReminderKind.PaymentOverdue => "Overdue payment",
        ReminderKind.CancelledGuard => "Charged after cancelling?",
        ReminderKind.BudgetExceeded => "Budget exceeded",
        ReminderKind.Digest => "Digest",
        _ => "Renewal",
    };

    public static string Offset(int daysBefore) => daysBefore switch
    {
        0 => "on the day",
        -1 => "1 day after",
        1 => "1 day before",
        < 0 => $"{-daysBefore} days after",
        _ => $"{daysBefore} days before",
    };
}
