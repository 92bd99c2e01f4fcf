using System.Globalization;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Tests.Subscriptions;

/// <summary>Short words for days and calendars in tests.</summary>
internal static class Calendars
{
    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static IEnumerable<DateOnly> Days(string list) => list.Split(',').Select(Day);

    public static RenewalCalendar Of(
        Frequency frequency, string start, int interval = 1, bool lastDay = false, WeekendRule weekend = WeekendRule.None) =>
        Of(new BillingCycle(frequency, interval, lastDay, weekend), Day(start));

    /// <summary>One term; its anchor is exact where a trial ends on it.</summary>
    public static RenewalCalendar Of(BillingCycle cycle, DateOnly anchor, bool startRenews = false, bool trial = false, int? payments = null) =>
        new([new Term(cycle, anchor, startRenews, trial ? anchor : null)], [], Payments: payments);
}
