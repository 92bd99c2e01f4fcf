using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Reminders;

/// <summary>The words of a reminder; a function of values. Each channel gives them its form, and escapes them as it must.</summary>
internal static class ReminderMessage
{
    private const int NamesInSubject = 3;
    private const string Footer = "You receive this because you asked SubTracker to remind you.";

    public static Notification Write(LedgerRow row, Subscription subscription, User user, bool late, DateTimeOffset now)
    {
        var today = UserZone.Of(user.TimeZone).Today(now);
        var (subject, told) = Said(row, subscription, today);
        string?[] paragraphs =
        [
            .. told,
            row.Kind != ReminderKind.CancelledGuard && subscription.PaymentMethod.Length > 0 ? $"It is paid with {MailBody.OneLine(subscription.PaymentMethod)}." : null,
            late ? $"This reminder is late: it was due on {Day(UserZone.Of(user.TimeZone).Today(row.DueAt))}." : null,
            subscription.Url,
        ];
        return new(row.MessageId, user.Id, Event(row.Kind), subject, [.. paragraphs.OfType<string>()], now)
        {
            ToName = user.Name,
            Footer = Footer,
            Data = Data(row, subscription, late),
        };
    }

    /// <summary>Several in one message, each a paragraph; of one alone nothing is said but that.</summary>
    public static Notification Write(
        LedgerRow digest, IReadOnlyList<(LedgerRow Row, Subscription Subscription)> members, User user, bool late, DateTimeOffset now)
    {
        var each = members.Select(m => (m.Subscription, Message: Write(m.Row, m.Subscription, user, ReminderSender.IsLate(m.Row, now), now))).ToList();
        var (names, others) = (string.Join(", ", each.Take(NamesInSubject).Select(e => MailBody.OneLine(e.Subscription.Name))), each.Count - NamesInSubject);
        var subject = each is [var (_, only)] ? only.Subject
            : $"{each.Count} reminders for {Day(digest.Occurrence)}: {names}{(others > 0 ? $" and {others} more" : "")}";
        return new(digest.MessageId, user.Id, $"reminder.{Word(digest.Kind)}", subject, [.. each.Select(e => string.Join(' ', e.Message.Paragraphs))], now)
        {
            ToName = user.Name,
            Footer = Footer,
            Data = new()
            {
                ["reminderId"] = digest.Id,
                ["kind"] = Word(digest.Kind),
                ["late"] = late,
                ["reminders"] = new JsonArray([.. each.Select(e => e.Message.Data)]),
            },
        };
    }

    /// <summary>A budget that the month goes beyond, with what is charged already and what can still be kept from being.</summary>
    public static Notification Write(LedgerRow row, ExceededBudget budget, User user, DateTimeOffset now)
    {
        var month = row.Occurrence.ToString("MMMM yyyy", CultureInfo.InvariantCulture);
        var what = budget.Category is { } category ? $"Your budget for {MailBody.OneLine(category)} in {month}" : $"Your budget for {month}";
        var (expected, limit) = (Amount(budget.State.Expected, budget.Currency), Amount(budget.State.Limit, budget.Currency));
        var left = budget.State.Expected - budget.State.Spent;
        return new(
            row.MessageId, user.Id, "budget.exceeded", $"{what} is exceeded: {expected} of {limit}",
            [
                $"{what} is {limit}. By the end of the month {expected} will have been charged.",
                left > 0
                    ? $"{Amount(budget.State.Spent, budget.Currency)} has been charged, {Amount(left, budget.Currency)} is still to come: what you cancel or pause in time is not."
                    : "All of it has been charged.",
            ], now)
        {
            ToName = user.Name,
            Footer = "You receive this because you set a budget in SubTracker.",
            Data = new()
            {
                ["reminderId"] = row.Id,
                ["month"] = row.Occurrence.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                ["category"] = budget.Category,
                ["limit"] = budget.State.Limit,
                ["charged"] = budget.State.Spent,
                ["expected"] = budget.State.Expected,
                ["currency"] = budget.Currency,
            },
        };
    }

    private static (string Subject, string?[] Told) Said(LedgerRow row, Subscription s, DateOnly today)
    {
        var name = MailBody.OneLine(s.Name);
        var (day, when, price) = (Day(row.Occurrence), When(row.Occurrence.DayNumber - today.DayNumber), Price(s, row.Occurrence));
        switch (row.Kind)
        {
            case ReminderKind.CancelBy:
                var renewal = Renewal(s, row.Occurrence);
                return ($"Last day to cancel {name}: {when}, {day}",
                    [$"{name} can be cancelled until {day}, that is {when}.", renewal is { } next ? $"Otherwise it renews on {Day(next)} and costs {Price(s, next)}." : null]);
            case ReminderKind.TrialEnding:
                return ($"The trial of {name} ends {when}, on {day}",
                    [$"The trial of {name} ends {when}, on {day}.", s.Term.AutoRenew ? $"If you do not cancel it before that day, it costs {price}." : "Nothing is charged unless you take it up."]);
            case ReminderKind.PriceIncrease:
                var before = s.Calendar.Previous(row.Occurrence) is { } last ? Price(s, last) : null;
                return ($"{name} costs more from {day} on: {price}",
                    [$"{name} costs {price} from {day} on, that is {when}.", before is null ? null : $"Until now it cost {before}.", CancelBy(s, row, today)]);
            case ReminderKind.PaymentOverdue:
                return ($"{name} was to be renewed on {day}",
                    [$"{name} was to be renewed on {day} for {price}, and nobody has said that it was.", "If you have paid it, renew it in SubTracker; if you have given it up, cancel it there."]);
            case ReminderKind.CancelledGuard:
                return ($"{name} would have been charged {(row.Occurrence == today ? "today" : $"on {day}")}: was money taken?",
                    [$"You cancelled {name}. Had you not, {price} would have been charged on {day}.",
                        s.PaymentMethod.Length > 0 ? $"Look at {MailBody.OneLine(s.PaymentMethod)}: if money was taken all the same, ask the provider for it back." : "If money was taken all the same, ask the provider for it back."]);
            default:
                return s.Term.AutoRenew
                    ? ($"{name} renews {when}, on {day}", [$"{name} renews {when}, on {day}. It costs {price}.", CancelBy(s, row, today)])
                    : ($"{name} is to be renewed {when}, on {day}", [$"{name} is to be renewed {when}, on {day}. It costs {price}, and it does not renew by itself."]);
        }
    }

    private static string? CancelBy(Subscription s, LedgerRow row, DateOnly today) => s.CancelBy(today) is { } lastDay && lastDay < row.Occurrence
        ? $"To cancel it in time, give notice by {Day(lastDay)}."
        : null;

    /// <summary>The renewal that a last day to cancel belongs to.</summary>
    private static DateOnly? Renewal(Subscription s, DateOnly lastDay) => s.NoticePeriod is { } notice
        ? s.Calendar.Renewals(notice.EarliestRenewal(lastDay)).Select(day => (DateOnly?)day).FirstOrDefault(day => notice.Before(day!.Value) >= lastDay)
        : null;

    private static JsonObject Data(LedgerRow row, Subscription s, bool late) => new()
    {
        ["reminderId"] = row.Id,
        ["subscriptionId"] = s.Id,
        ["name"] = s.Name,
        ["kind"] = Word(row.Kind),
        ["occurrence"] = row.Occurrence.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["daysBefore"] = row.DaysBefore,
        ["dueAt"] = row.DueAt.UtcDateTime,
        ["price"] = s.PriceOn(row.Occurrence).Price,
        ["currency"] = s.PriceOn(row.Occurrence).Currency,
        ["late"] = late,
    };

    private static string Price(Subscription s, DateOnly day) => Amount(s.PriceOn(day).Price, s.PriceOn(day).Currency);

    private static string Amount(decimal amount, string currency) =>
        $"{amount.ToString($"F{Iso4217.Find(currency)?.Digits ?? 2}", CultureInfo.InvariantCulture)} {currency}";

    private static string When(int days) => days switch
    {
        <= 0 => "today",
        1 => "tomorrow",
        _ => $"in {days} days",
    };

    private static string Day(DateOnly day) => day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);

    // What happens to a subscription is told in its own word, as its changes are.
    private static string Event(ReminderKind kind) => kind == ReminderKind.TrialEnding ? "trial.ending" : $"reminder.{Word(kind)}";

    private static string Word(ReminderKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
