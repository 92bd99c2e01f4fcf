using SubTracker.Upstash;

namespace SubTracker.ApiService.Reminders;

/// <summary>Reminds the owner of one renewal, at each of its moments; the last one hands over to the next renewal.</summary>
internal sealed class RenewalReminders(ReminderDelivery delivery) : Workflow<RenewalRun>
{
    public const string Path = "/api/v1/workflows/subscription/reminder";

    public override async Task RunAsync(WorkflowContext context, RenewalRun run)
    {
        // What is due at one moment is one step: two messages of the queue, however much there is to say.
        foreach (var together in run.Moments.GroupBy(moment => moment.DueAt))
        {
            var name = together.First().Name;
            // Triggered not before its first moment: the first reminder is due now.
            if (together.Key != run.Moments[0].DueAt || run.SleepFirst)
                await context.SleepUntilAsync($"until {name}", together.Key);

            // Loads, checks the plan's revision, claims, sends, marks. The subscription may have moved on while the run slept.
            var outcome = await context.RunAsync(
                $"remind {name}", cancellationToken => delivery.RemindAsync(run, [.. together], cancellationToken));
            if (outcome == Outcome.Superseded)
                return;
        }
    }
}
