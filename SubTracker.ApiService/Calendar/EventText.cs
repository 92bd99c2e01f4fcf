using System.Globalization;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Calendar;

/// <summary>The words of an event.</summary>
internal static class EventText
{
    public static string Summary(Subscription s, DateOnly day, int charges)
    {
        var price = s.PriceOn(day);
        var times = charges > 1 ? $"{charges} × " : "";
        var trial = s.TermOn(day).TrialEndsOn == day ? " (trial ends)" : "";
        return $"{Plain(s.Name)} {times}{Money(price.Price, price.Currency)}{trial}";
    }

    public static string Description(Subscription s, DateOnly day)
    {
        var lines = new List<string> { Every(s.TermOn(day).Cycle) };
        if (s.Share is not null)
            lines.Add($"Your share: {Money(s.MyShareOn(day), s.PriceOn(day).Currency)}");
        if (s.PaymentMethod.Length > 0)
            lines.Add($"Paid with {s.PaymentMethod}");
        if (s.Notes.Length > 0)
            lines.Add(s.Notes);
        return Plain(string.Join('\n', lines));
    }

    /// <summary>Without what no calendar can hold: control characters but for line breaks.</summary>
    public static string Plain(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c)));

    private static string Money(decimal amount, string currency) =>
        $"{amount.ToString($"F{Iso4217.Find(currency)?.Digits ?? 2}", CultureInfo.InvariantCulture)} {currency}";

    private static string Every(BillingCycle cycle) => (cycle.Frequency, cycle.Interval) switch
    {
        (Frequency.Once, _) => "Once",
        (Frequency.Daily, 1) => "Every day",
        (Frequency.Weekly, 1) => "Every week",
        (Frequency.Monthly, 1) => "Every month",
        (Frequency.Yearly, 1) => "Every year",
        (Frequency.Daily, var n) => $"Every {n} days",
        (Frequency.Weekly, var n) => $"Every {n} weeks",
        (Frequency.Yearly, var n) => $"Every {n} years",
        _ => $"Every {cycle.Months} months",
    };
}
