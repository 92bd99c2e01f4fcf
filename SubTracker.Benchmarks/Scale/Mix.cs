using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Benchmarks.Scale;

/// <summary>How often what occurs in a <see cref="Population"/>: estimates, since nobody publishes such figures; the shares are of a hundred.</summary>
internal static class Mix
{
    public static (int Share, Frequency Of)[] Frequencies { get; } =
    [
        (70, Frequency.Monthly), (20, Frequency.Yearly), (4, Frequency.Quarterly), (3, Frequency.Weekly), (2, Frequency.HalfYearly), (1, Frequency.Once),
    ];

    public static (int Share, string Of)[] Zones { get; } =
    [
        (25, "Europe/Berlin"), (10, "Europe/London"), (8, "Europe/Paris"), (5, "Europe/Kyiv"), (15, "America/New_York"), (7, "America/Chicago"),
        (8, "America/Los_Angeles"), (4, "America/Sao_Paulo"), (6, "Asia/Kolkata"), (3, "Asia/Tokyo"), (2, "Asia/Kathmandu"), (2, "Africa/Cairo"),
        (3, "Australia/Sydney"), (1, "Australia/Lord_Howe"), (1, "Pacific/Auckland"),
    ];

    /// <summary>Most users leave the defaults as they are.</summary>
    public static (int Share, int[] Of)[] DaysBefore { get; } = [(75, [7, 5, 2, 1]), (8, [7, 1]), (6, [3]), (5, [1]), (4, [14, 7, 1, 0]), (2, [30, 3])];

    public static (int Share, TimeOnly Of)[] TimesOfDay { get; } =
        [(75, new(9, 0)), (8, new(8, 0)), (7, new(18, 0)), (4, new(12, 0)), (3, new(7, 30)), (3, new(20, 15))];

    public static (int Share, WeekendRule Of)[] WeekendRules { get; } = [(94, WeekendRule.None), (3, WeekendRule.Before), (3, WeekendRule.After)];

    public static (int Share, string Of)[] Currencies { get; } = [(55, "EUR"), (30, "USD"), (12, "GBP"), (3, "JPY")];

    public static NoticePeriod[] NoticePeriods { get; } =
        [new(14, PeriodUnit.Day), new(2, PeriodUnit.Week), new(1, PeriodUnit.Month), new(3, PeriodUnit.Month)];

    public static string[] Names { get; } =
    [
        "Netflix", "Spotify Family", "Cloud storage 2 TB", "Gym", "Newspaper", "Mobile phone", "Internet", "Car insurance", "Household insurance", "Password manager",
        "VPN", "Music school", "Web hosting", "Domain", "Public transport", "Electricity", "Antivirus", "Magazine", "Language course", "Photo editing",
    ];

    public static string[] Categories { get; } =
        ["entertainment", "music", "software", "health", "news", "communication", "insurance", "education", "housing", "transport", "other"];

    public static string[] Tags { get; } = ["family", "work", "shared", "tax", "cancel soon", "essential", "kids"];

    public static string[] PaymentMethods { get; } = ["Visa", "PayPal", "Direct debit", "Mastercard", "Apple Pay", ""];
}
