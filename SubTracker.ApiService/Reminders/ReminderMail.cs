using System.Globalization;
using System.Net;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Reminders;

/// <summary>The words of a reminder; a function of values. What users typed is escaped in HTML and kept on one line in the subject.</summary>
internal static class ReminderMail
{
    public static EmailMessage Write(LedgerRow row, Subscription subscription, User user, bool late, DateTimeOffset now)
    {
        var today = UserZone.Of(user.TimeZone).Today(now);
        var name = OneLine(subscription.Name);
        var when = When(row.Renewal.DayNumber - today.DayNumber);
        var day = row.Renewal.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
        var (_, amount, currency) = subscription.PriceOn(row.Renewal);
        var digits = Iso4217.Find(currency)?.Digits ?? 2;
        var price = $"{amount.ToString($"F{digits}", CultureInfo.InvariantCulture)} {currency}";
        var cancelBy = subscription.CancelBy(today) is { } deadline && deadline < row.Renewal
            ? $"To cancel it in time, give notice by {deadline.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture)}."
            : null;
        var dueOn = UserZone.Of(user.TimeZone).Today(row.DueAt).ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
        var lateNote = late ? $"This reminder is late: it was due on {dueOn}." : null;

        string?[] lines =
        [
            $"Hello {OneLine(user.Name)},",
            $"{name} renews {when}, on {day}. It costs {price}.",
            cancelBy,
            subscription.PaymentMethod.Length > 0 ? $"It is paid with {OneLine(subscription.PaymentMethod)}." : null,
            subscription.Url,
            lateNote,
            "You receive this because you asked SubTracker to remind you.",
        ];
        string[] said = [.. lines.OfType<string>()];
        return new(
            row.Id, user.Id, user.Name, user.Email,
            $"{name} renews {when}, on {day}",
            string.Join("\n\n", said) + "\n",
            Html(said, subscription.Url),
            now);
    }

    private static string When(int days) => days switch
    {
        <= 0 => "today",
        1 => "tomorrow",
        _ => $"in {days} days",
    };

    private static string Html(string[] lines, string? url)
    {
        var paragraphs = lines.Select(line => line == url
            ? $"<p><a href=\"{WebUtility.HtmlEncode(line)}\">{WebUtility.HtmlEncode(line)}</a></p>"
            : $"<p>{WebUtility.HtmlEncode(line)}</p>");
        return $"<!doctype html><html lang=\"en\"><body>{string.Concat(paragraphs)}</body></html>";
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
