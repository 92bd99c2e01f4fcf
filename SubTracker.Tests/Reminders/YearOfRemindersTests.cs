using System.Globalization;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Reminders;

public sealed class YearOfRemindersTests
{
    [Fact]
    public Task Every_reminder_that_the_plan_demands_is_sent_once_and_on_time() => YearOfReminders.LiveAsync(YearOfReminders.Zones, unreliable: false, TimeSpan.Zero);
}

// A class of its own, so that the two years pass side by side.
public sealed class UnreliableYearOfRemindersTests
{
    [Fact]
    public Task With_every_delivery_doubled_and_every_tenth_answer_lost_it_is_still_once() =>
        YearOfReminders.LiveAsync(YearOfReminders.Zones[1..3], unreliable: true, TimeSpan.FromHours(1));
}

/// <summary>Forty subscriptions of all frequencies in each time zone through a year of virtual time: every reminder once, none missing, none double.</summary>
internal static class YearOfReminders
{
    private const int CountPerZone = 40;
    private static readonly DateTimeOffset s_end = TestSystem.Start.AddYears(1);

    public static string[] Zones { get; } = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];

    public static async Task LiveAsync(string[] zones, bool unreliable, TimeSpan tolerance)
    {
        await using var system = await TestSystem.StartAsync(unreliable);
        var expected = new Dictionary<string, DateTimeOffset>();
        foreach (var zone in zones)
        {
            using var client = await system.SignUpAsync(zone.Replace("/", "").Replace("_", ""), zone);
            for (var number = 0; number < CountPerZone; number++)
                await AddAsync(client, number, zone, expected);
        }

        await system.AdvanceAsync(s_end - TestSystem.Start);

        var sent = system.Mail.Messages.GroupBy(m => m.Id).ToDictionary(g => g.Key, g => g.Select(m => m.Date).ToList());
        Assert.Empty(expected.Keys.Except(sent.Keys));
        Assert.Empty(sent.Keys.Except(expected.Keys));
        Assert.All(sent, row => Assert.Single(row.Value));
        Assert.All(sent, row => Assert.InRange(row.Value[0], expected[row.Key], expected[row.Key] + tolerance));
        Assert.True(expected.Count > 30 * CountPerZone * zones.Length, $"only {expected.Count} reminders: the year proves too little");
        TestContext.Current.TestOutputHelper?.WriteLine($"{expected.Count} reminders of {CountPerZone * zones.Length} subscriptions, each once");
    }

    private static async Task AddAsync(HttpClient client, int number, string zone, Dictionary<string, DateTimeOffset> expected)
    {
        // Days 1 to 31 and all the frequencies, in an order of no meaning but always the same.
        var frequency = number switch { 0 => Frequency.Daily, < 5 => Frequency.Weekly, < 22 => Frequency.Monthly, < 29 => Frequency.Quarterly, < 34 => Frequency.HalfYearly, _ => Frequency.Yearly };
        var request = new SubscriptionRequest(
            $"Service {number}", 9.99m, "EUR", frequency, Interval: number % 7 == 6 ? 2 : 1,
            StartDate: new DateOnly(2025, 1 + (number % 12), 1).AddDays(number * 11 % 31),
            LastDayOfMonth: frequency == Frequency.Monthly && number % 5 == 0,
            WeekendRule: (WeekendRule)(number % 3),
            TrialEndsOn: number % 10 == 9 ? new DateOnly(2026, 5, 14) : null,
            Payments: number % 11 == 10 ? 20 : null,
            Reminders: frequency == Frequency.Daily
                ? new(DaysBefore: [0])
                : new(DaysBefore: [7, 5, 2, 1], TimeOfDay: new TimeOnly(2 + (number % 3), 30)));
        var created = await (await client.PostJsonAsync("/api/v1/subscriptions", request)).DataAsync<CreatedSubscription>();
        foreach (var (id, due) in Demanded(request, created.Subscription.Id, zone))
            expected.Add(id, due);
    }

    /// <summary>Counted once more in another way: every occurrence with the one before it, every offset, every day.</summary>
    private static IEnumerable<(string Id, DateTimeOffset Due)> Demanded(SubscriptionRequest request, string id, string zone)
    {
        var user = UserZone.Of(zone);
        var today = user.Today(TestSystem.Start);
        var calendar = request.ToSubscription(id, "", TestSystem.Start, today).Calendar;
        var days = calendar.Occurrences(DateOnly.MinValue).TakeWhile(d => d.Year < 2028).Distinct().ToList();
        foreach (var (renewal, number) in days.Select((day, number) => (day, number)).Where(d => d.day >= today))
        {
            if (number == 0 && request.TrialEndsOn is null)
                continue;
            // A trial is spoken of seven days and one day before it ends, and three hours before that day begins, whatever the owner asks for besides.
            var endsTrial = number == 0;
            var moments = request.Reminders!.DaysBefore!.Union(endsTrial ? [7, 1] : [])
                .Where(before => number == 0 || renewal.AddDays(-before) > days[number - 1])
                .Select(before => (Before: before, Due: user.At(renewal.AddDays(-before), request.Reminders.TimeOfDay ?? new TimeOnly(9, 0))))
                .Concat(endsTrial ? [(Before: 0, Due: user.At(renewal, default).AddHours(-3))] : [])
                .OrderBy(m => m.Due)
                .ToList();
            // Of those already past when it was added, the latest is said at once.
            var late = moments.Count(m => m.Due <= TestSystem.Start);
            foreach (var (before, due) in moments.Skip(Math.Max(0, late - 1)).Where(m => m.Due <= s_end))
                yield return (
                    string.Create(CultureInfo.InvariantCulture, $"{id}-{(endsTrial ? "trial-ending" : "renewal")}-{renewal:yyyyMMdd}-{before}-email"),
                    due <= TestSystem.Start ? TestSystem.Start : due);
        }
    }
}
