using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

internal static class NoticePeriods
{
    /// <summary>The last day to cancel before <paramref name="renewal"/>, months clamped to their last day; <c>null</c> before year 1.</summary>
    public static DateOnly? Before(this NoticePeriod notice, DateOnly renewal)
    {
        var (months, days) = Length(notice);
        return renewal.DayNumber - days - (months * 31) < 0 ? null : renewal.AddMonths(-months).AddDays(-days);
    }

    /// <summary>A day before which no renewal's deadline is today or later: where the search begins.</summary>
    public static DateOnly EarliestRenewal(this NoticePeriod notice, DateOnly today)
    {
        var (months, days) = Length(notice);
        return today.DayNumber + days + (months * 31L) < DateOnly.MaxValue.DayNumber ? today.AddDays(days).AddMonths(months) : today;
    }

    private static (int Months, int Days) Length(NoticePeriod notice) => notice.Unit switch
    {
        PeriodUnit.Day => (0, notice.Count),
        PeriodUnit.Week => (0, notice.Count * 7),
        PeriodUnit.Month => (notice.Count, 0),
        _ => (notice.Count * 12, 0),
    };
}
