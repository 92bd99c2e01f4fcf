using System.Globalization;

namespace SubTracker.Web.Components.Calendar;

/// <summary>The weeks that a month touches, from Monday to Sunday.</summary>
public sealed record MonthGrid(DateOnly First)
{
    public static MonthGrid Of(DateOnly day) => new(new DateOnly(day.Year, day.Month, 1));

    /// <param name="month">yyyy-MM; the month of <paramref name="today"/> where it is none.</param>
    public static MonthGrid Read(string? month, DateOnly today) =>
        DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && first.Year is >= 1970 and < 2100
            ? new(first)
            : Of(today);

    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    public string Word => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public MonthGrid Next => new(First.AddMonths(1));

    public MonthGrid Previous => new(First.AddMonths(-1));

    public IEnumerable<DateOnly[]> Weeks
    {
        get
        {
            for (var monday = First.AddDays(-(((int)First.DayOfWeek + 6) % 7)); monday <= Last; monday = monday.AddDays(7))
                yield return [.. Enumerable.Range(0, 7).Select(monday.AddDays)];
        }
    }

    public bool Has(DateOnly day) => day >= First && day <= Last;
}
