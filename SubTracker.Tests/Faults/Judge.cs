using System.Text.Json;
using SubTracker.Contracts.Reminders;

namespace SubTracker.Tests.Faults;

/// <summary>What became of the reminders that a fault hit.</summary>
/// <param name="Double">Beyond the window that docs/reminders.md states.</param>
/// <param name="InWindow">Sent again under the same id since nobody could know whether the provider had said yes.</param>
internal sealed record Verdict(int Reminders, int Lost, int Double, int InWindow);

/// <summary>Compares what was demanded, what arrived, and what the timelines say.</summary>
internal static class Judge
{
    /// <summary>How many reminders each fault hits: fifty in the suite, more where the variable says so.</summary>
    public static int Count { get; } = int.Parse(Environment.GetEnvironmentVariable("SUBTRACKER_FAULT_REMINDERS") ?? "50", null);

    // What is being sent when a clock is set back is marked with the time that it shows then.
    private static readonly TimeSpan s_clockMayGoBack = TimeSpan.FromDays(1);

    /// <summary>Where a line for each fault goes, for the table of docs/reliability.md.</summary>
    private static readonly string? s_report = Environment.GetEnvironmentVariable("SUBTRACKER_FAULT_REPORT");

    /// <param name="received">The ids of everything that the receiver took over.</param>
    /// <param name="unanswered">Those of them whose sender got no answer.</param>
    /// <param name="expected">What every row must have become.</param>
    public static Verdict Of(
        Batch batch, IEnumerable<string> received, List<ReminderResponse> rows, IEnumerable<string>? unanswered = null, ReminderStatus expected = ReminderStatus.Sent)
    {
        var arrived = received.Where(batch.Subscriptions.ContainsKey).CountBy(id => id).ToDictionary();
        var unknown = (unanswered ?? []).CountBy(id => id).ToDictionary();
        Assert.Equal(batch.Subscriptions.Keys.Order(), rows.Select(row => row.Id).Order());
        var (lost, twice, inWindow) = (0, 0, 0);
        List<string> wrong = [];
        foreach (var row in rows)
        {
            var count = arrived.GetValueOrDefault(row.Id);
            AssertTrue(row, count, expected);
            if (count == 0 && expected == ReminderStatus.Sent)
                lost++;
            var window = Math.Max(row.Attempts.Count(attempt => attempt.Outcome == AttemptOutcome.Unknown), unknown.GetValueOrDefault(row.Id));
            inWindow += Math.Min(Math.Max(count - 1, 0), window);
            twice += Math.Max(count - 1 - window, 0);
            if (count == 0 && expected == ReminderStatus.Sent || count > 1 + window)
                wrong.Add($"{row.Id} arrived {count} times: {string.Join(", ", row.Attempts.Select(attempt => $"{attempt.At:HH:mm:ss.fff} {attempt.Outcome} {attempt.Detail}"))}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        return new(batch.Count, lost, twice, inWindow);
    }

    public static void Report(string fault, TimeSpan took, params IReadOnlyCollection<Verdict> verdicts)
    {
        var line = JsonSerializer.Serialize(new
        {
            fault,
            reminders = verdicts.Sum(v => v.Reminders),
            lost = verdicts.Sum(v => v.Lost),
            twice = verdicts.Sum(v => v.Double),
            inWindow = verdicts.Sum(v => v.InWindow),
            seconds = Math.Round(took.TotalSeconds, 1),
        });
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (s_report is not null)
            File.AppendAllText(s_report, line + "\n");
    }

    // In the order of time, or of what a clock showed that was set back by its day in between.
    private static bool Follows(DateTimeOffset first, DateTimeOffset second) =>
        second >= first || first - second > s_clockMayGoBack - TimeSpan.FromHours(1) && first - second <= s_clockMayGoBack;

    // Every row of a timeline is true: it was sent if it says so, not if it does not, and its attempts lie in the order of time.
    private static void AssertTrue(ReminderResponse row, int arrived, ReminderStatus expected)
    {
        Assert.True(expected == row.State, $"{row.Id} is {row.State} {row.Reason}");
        Assert.All(row.Attempts.Zip(row.Attempts.Skip(1)), pair => Assert.True(
            Follows(pair.First.At, pair.Second.At), $"{row.Id} was tried at {pair.First.At:u} and then at {pair.Second.At:u}"));
        if (expected == ReminderStatus.Sent)
        {
            Assert.Equal(AttemptOutcome.Sent, row.Attempts[^1].Outcome);
            Assert.NotNull(row.SentAt);
            Assert.True(row.SentAt >= row.DueAt - s_clockMayGoBack, $"{row.Id} was sent before it was due.");
        }
        else
        {
            Assert.Equal(0, arrived);
            Assert.NotNull(row.Reason);
        }
    }
}
