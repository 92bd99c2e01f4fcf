using System.Text.Json;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Tests.Subscriptions;

/// <summary>Dates and instants computed independently with java.time (Data/renewals.json).</summary>
public sealed class RenewalVectorTests
{
    public sealed record Vector(
        DateOnly StartDate, Frequency Frequency, int Interval, bool LastDayOfMonth, WeekendRule WeekendRule, DateOnly[] Occurrences, Reminder Reminder)
    {
        internal RenewalCalendar Calendar =>
            Calendars.Of(new BillingCycle(Frequency, Interval, LastDayOfMonth, WeekendRule), StartDate, startRenews: true);
    }

    public sealed record Reminder(DateOnly Occurrence, int DaysBefore, TimeOnly TimeOfDay, string TimeZone, DateTimeOffset DueAt);

    private static readonly Vector[] s_vectors = JsonSerializer.Deserialize<Vector[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "renewals.json")), ContractJson.Options)!;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, s_vectors.Length)];

    [Fact]
    public void There_are_eighty_of_them() => Assert.Equal(80, s_vectors.Length);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_first_fifteen_occurrences_agree(int number)
    {
        var vector = s_vectors[number];
        // A weekend rule may move the first occurrence before its anchor, so the question is asked from a few days earlier.
        Assert.Equal(vector.Occurrences, vector.Calendar.Occurrences(vector.StartDate.AddDays(-2)).Take(15));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_instant_of_the_reminder_agrees(int number)
    {
        var (reminder, calendar) = (s_vectors[number].Reminder, s_vectors[number].Calendar);
        Assert.Contains(reminder.Occurrence, calendar.Occurrences(reminder.Occurrence));
        Assert.Equal(
            reminder.DueAt,
            UserZone.Of(reminder.TimeZone).At(reminder.Occurrence.AddDays(-reminder.DaysBefore), reminder.TimeOfDay));
    }
}
