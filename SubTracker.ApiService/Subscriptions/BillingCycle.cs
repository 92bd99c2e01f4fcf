using System.Text.Json.Serialization;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>How often a subscription is charged and where its days are moved (renewal calendar, rules 1 to 3).</summary>
internal sealed record BillingCycle(Frequency Frequency, int Interval, bool LastDayOfMonth = false, WeekendRule WeekendRule = WeekendRule.None)
{
    /// <summary>The average Gregorian year: 97 leap days in 400 years.</summary>
    public const decimal DaysPerYear = 365.2425m;

    /// <summary>Months between two occurrences; 0 for cycles that count days.</summary>
    [JsonIgnore]
    public int Months => Interval * Frequency switch
    {
        Frequency.Monthly => 1,
        Frequency.Quarterly => 3,
        Frequency.HalfYearly => 6,
        Frequency.Yearly => 12,
        _ => 0,
    };

    /// <summary>Days between two occurrences; 0 for cycles that count months, and for <see cref="Frequency.Once"/>.</summary>
    [JsonIgnore]
    public int Days => Interval * Frequency switch
    {
        Frequency.Daily => 1,
        Frequency.Weekly => 7,
        _ => 0,
    };

    /// <summary>What a charge comes to a year on average, not rounded; 0 for <see cref="Frequency.Once"/> (money, rule 1).</summary>
    public decimal YearlyOf(decimal charge) => Months > 0 ? charge * 12 / Months : Days > 0 ? charge * DaysPerYear / Days : 0;

    /// <summary>A twelfth of it; divided once, so that a quotient that ends is exact.</summary>
    public decimal MonthlyOf(decimal charge) => Months > 0 ? charge / Months : Days > 0 ? charge * DaysPerYear / (Days * 12) : 0;

    /// <summary>Occurrence <paramref name="n"/> of a cycle anchored at <paramref name="anchor"/>, always counted from the anchor; <c>null</c> beyond 9999-12-31.</summary>
    public DateOnly? Occurrence(DateOnly anchor, long n)
    {
        if (n > 0 && Frequency == Frequency.Once)
            return null;
        if (Counted(anchor, n) is not { } day)
            return null;
        if (LastDayOfMonth && Months > 0)
            day = new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
        return (WeekendRule, day.DayOfWeek) switch
        {
            (WeekendRule.Before, DayOfWeek.Saturday) => day.AddDays(-1),
            (WeekendRule.Before, DayOfWeek.Sunday) => day.AddDays(-2),
            (WeekendRule.After, DayOfWeek.Saturday) => day.AddDays(2),
            (WeekendRule.After, DayOfWeek.Sunday) => day.AddDays(1),
            _ => day,
        };
    }

    /// <summary>A number whose occurrence lies before <paramref name="day"/> by a few steps, or 0: where a search for that day begins.</summary>
    public long NumberBefore(DateOnly anchor, DateOnly day)
    {
        // A weekend moves an occurrence by up to two days, the last day of the month by up to thirty: begin more than that earlier.
        var n = Months > 0
            ? ((((day.Year - anchor.Year) * 12) + day.Month - anchor.Month) / Months) - 2
            : Days > 0 ? ((day.DayNumber - anchor.DayNumber) / Days) - 3 : 0;
        return Math.Max(0, n);
    }

    private DateOnly? Counted(DateOnly anchor, long n)
    {
        if (Months == 0)
            return anchor.DayNumber + (n * Days) is var number && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)number) : null;
        // AddMonths clamps to the last day of a shorter month: 31 January plus one is 28 or 29 February, plus two is 31 March.
        return (anchor.Year * 12L) + anchor.Month - 1 + (n * Months) < 10_000L * 12 ? anchor.AddMonths((int)(n * Months)) : null;
    }
}
