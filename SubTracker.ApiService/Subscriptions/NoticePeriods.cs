using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

internal static class NoticePeriods
{
    /// <summary>The last day to cancel before <paramref name="renewal"/>, months clamped to their last day; <c>null</c> before year 1.</summary>
    public static DateOnly? Before(this NoticePeriod notice, DateOnly renewal)
    {
        var days = notice.Unit switch
        {
            PeriodUnit.Day => notice.Count,
            PeriodUnit.Week => notice.Count * 7,
            _ => 0,
        };
        var months = notice.Unit switch
        {
            PeriodUnit.Month => notice.Count,
            PeriodUnit.Year => notice.Count * 12,
            _ => 0,
        };
        return renewal.DayNumber - days - (months * 31) < 0 ? null : renewal.AddMonths(-months).AddDays(-days);
    }
}
