using System.Text;
using SubTracker.ApiService.Calendar;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Users;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Calendar;

/// <summary>Calendars of Ada, who is reminded seven days and one day before, at nine, and lives on 1 March 2026.</summary>
internal static class Feeds
{
    public static DateOnly Today => Some.Today;

    public static User Ada { get; } = new("ada", "Ada", "ada@example.org", "", Role.User, "EUR", "Europe/Berlin", new([7, 1], new(9, 0)), Some.Now.AddDays(-9), Some.Now.AddDays(-9));

    /// <summary>What a rule says exactly, and what none does.</summary>
    public static IReadOnlyList<Subscription> Account { get; } =
    [
        Of("netflix", Frequency.Monthly, "2024-01-15") with { Name = "Netflix", PaymentMethod = "Visa", Url = "https://www.netflix.com", Version = 3 },
        Of("rent", Frequency.Monthly, "2024-01-31") with { Name = "Rent, 31st; ünïcödé \\", Notes = "one; two, three\\four\r\nfive" },
        Of("lastday", Frequency.Monthly, "2024-01-31", lastDay: true) with { Name = "The last day of every month, and a name so long that its line has to be folded: ünïcödé" },
        Of("leap", Frequency.Yearly, "2024-02-29") with { Name = "Leap day" },
        Of("weekly", Frequency.Weekly, "2026-02-05") with { Name = "Weekly", Payments = 12 },
        Of("dearer", Frequency.Monthly, "2025-01-10") with
        {
            Name = "Dearer soon",
            Prices = [new(Some.Day("2025-01-10"), 10, "EUR"), new(Some.Day("2026-06-01"), 12, "EUR")],
            Share = new(0.5m, ["Bob"]),
        },
        Of("trial", Frequency.Monthly, "2026-02-20") with { Name = "Trial", Terms = [new(new(Frequency.Monthly, 1), Some.Day("2026-02-20"), false, Some.Day("2026-03-06"))] },
        Of("quiet", Frequency.Monthly, "2026-02-20") with { Name = "Quiet", Reminders = new(Enabled: false) },
    ];

    public static async Task<string> WriteAsync(IEnumerable<Subscription> account, DateOnly? today = null)
    {
        using var stream = new MemoryStream();
        await CalendarFile.WriteAsync(stream, account.ToAsyncEnumerable(), Ada, today ?? Today, default);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The days of a subscription's charges from a year ago to two years ahead.</summary>
    public static IEnumerable<DateOnly> Expected(Subscription subscription) =>
        subscription.Calendar.Occurrences(Today.AddYears(-1)).TakeWhile(day => day <= Today.AddYears(2)).Distinct();

    private static Subscription Of(string id, Frequency frequency, string start, bool lastDay = false) => Some.Subscription(id) with
    {
        Terms = [new(new(frequency, 1, lastDay), Some.Day(start), StartRenews: false)],
        Prices = [new(Some.Day(start), 15.99m, "EUR")],
        CreatedAt = Some.Now.AddDays(-30),
        UpdatedAt = Some.Now.AddDays(-1),
    };
}
