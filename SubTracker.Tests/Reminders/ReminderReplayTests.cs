using System.Text;
using System.Text.Json.Nodes;
using SubTracker.ApiService.Reminders;
using SubTracker.Tests.Platform;
using SubTracker.Upstash;
using SubTracker.Upstash.Testing;

namespace SubTracker.Tests.Reminders;

/// <summary>The history of a run in flight, as the queue of a real Standalone had it: a change that would strand such runs fails here.</summary>
public sealed class ReminderReplayTests
{
    private static readonly string s_history =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "histories", "renewal-reminders.json"));

    [Fact]
    public async Task A_run_in_flight_goes_on_with_todays_code()
    {
        var replayed = await ReplayAsync(s_history);
        Assert.Equal((false, "remind 2 days before"), (replayed.IsFinished, replayed.NextStep));
    }

    [Fact]
    public async Task A_renamed_step_would_strand_it()
    {
        var entries = JsonNode.Parse(s_history)!.AsArray();
        var step = Encoding.UTF8.GetString(Convert.FromBase64String((string)entries[1]!["body"]!));
        entries[1]!["body"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(step.Replace("remind 5", "tell 5", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<WorkflowException>(() => ReplayAsync(entries.ToJsonString()));
    }

    // Nothing is executed in a replay, so nobody asks for the delivery.
    private static Task<WorkflowReplayResult> ReplayAsync(string history) => new WorkflowTester(TestSystem.Start)
        .ReplayAsync(() => new RenewalReminders(null!), history, TestContext.Current.CancellationToken);
}
